// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Gateway.Tests.Security.Policies;

/// <summary>
/// A rule as the guide writes it down, read word by word with nothing prepared: what the product decides is compared with it. A caller is
/// everything that it is: <c>oid:…</c>, <c>group:…</c> and so on.
/// </summary>
public sealed record NaiveRule(string[] Principals, string[] Topics, string[] Operations)
{
    public string Json => $$"""{"Principals":{{List(Principals)}},"Topics":{{List(Topics)}},"Operations":{{List(Operations)}}}""";

    /// <summary>Whether the rules together allow it.</summary>
    public static bool Allow(IReadOnlyCollection<NaiveRule> rules, IReadOnlyCollection<string> caller, string topic, string operation) =>
        rules.Count == 0 || rules.Any(rule => rule.Allows(caller, topic, operation));

    private static string List(string[] words) => $"[{string.Join(',', words.Select(word => $"\"{word}\""))}]";

    private bool Allows(IReadOnlyCollection<string> caller, string topic, string operation) =>
        Principals.Any(principal => principal == "*" || caller.Contains(principal))
        && Topics.Any(pattern => pattern.EndsWith('*') ? topic.StartsWith(pattern.TrimEnd('*'), StringComparison.Ordinal) : topic == pattern)
        && (operation == "describe" || Operations.Contains("*") || Operations.Contains(operation));
}
