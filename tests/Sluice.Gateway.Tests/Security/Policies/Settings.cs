// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Microsoft.Extensions.Configuration;
using Sluice.Gateway.Security.Access;
using Sluice.Gateway.Security.Policies.Rules;

namespace Sluice.Gateway.Tests.Security.Policies;

/// <summary>Access settings from the text of a settings file.</summary>
internal static class Settings
{
    public static AccessSettings Load(string json) => AccessSettings.Load(Configuration(json));

    public static IConfiguration Configuration(string json) =>
        new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build();

    /// <summary>Rules, each the JSON of one.</summary>
    public static RuleSet Rules(params string[] rules) => Load($$"""{"Security":{"Policies":{"Rules":[{{string.Join(',', rules)}}]} } }""").Rules;

    /// <summary>A rule as JSON; lists are separated by spaces.</summary>
    public static string Rule(string principals, string topics, string operations) =>
        $$"""{"Principals":{{List(principals)}},"Topics":{{List(topics)}},"Operations":{{List(operations)}}}""";

    private static string List(string words) => $"[{string.Join(',', words.Split(' ').Select(word => $"\"{word}\""))}]";
}
