// SPDX-License-Identifier: Apache-2.0

using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Sluice.Core;
using Sluice.Core.Connections;
using Sluice.Core.Embedded;
using Sluice.Core.Errors;
using Sluice.Gateway.Hosting.Listening;
using Sluice.Gateway.Hosting.Telemetry;
using Sluice.Gateway.Security.Groups;
using Sluice.Gateway.Security.Limits;
using Sluice.Gateway.Security.Origins;
using Sluice.Gateway.Security.Policies;
using Sluice.Gateway.Security.Tls;
using Sluice.Gateway.Security.Tokens;

namespace Sluice.Gateway.Hosting.Settings;

/// <summary>
/// Refuses settings that nobody reads: a misspelled <c>Kafka:BootstrapServers</c> would start an embedded cluster, a misspelled limit none.
/// </summary>
internal static class UnknownSettings
{
    private static readonly ILookup<string, Type> Sections = new (string Name, Type Type)[]
    {
        (GatewayOptions.SectionName, typeof(GatewayOptions)),
        (ManagementOptions.SectionName, typeof(ManagementOptions)),
        (TelemetryOptions.SectionName, typeof(TelemetryOptions)),
        (KafkaConnectionOptions.SectionName, typeof(KafkaConnectionOptions)),
        (KafkaClusterOptions.SectionName, typeof(KafkaClusterOptions)),
        (EmbeddedClusterOptions.SectionName, typeof(EmbeddedClusterOptions)),
        (TlsOptions.SectionName, typeof(TlsOptions)),
        (LimitsOptions.SectionName, typeof(LimitsOptions)),
        (TokenOptions.SectionName, typeof(TokenOptions)),
        (GroupOptions.SectionName, typeof(GroupOptions)),
        (PolicyOptions.SectionName, typeof(PolicyOptions)),
        (OriginOptions.SectionName, typeof(OriginOptions)),
    }.ToLookup(section => section.Name, section => section.Type, StringComparer.OrdinalIgnoreCase);

    private static readonly string[] Groups = [.. Sections.Select(s => s.Key.Split(':')[0]).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <exception cref="OptionsValidationException">Every setting that is not known, with the name that was probably meant.</exception>
    public static void Check(IConfiguration settings)
    {
        var faults = new List<string>();
        foreach (var group in settings.GetChildren())
        {
            CheckGroup(faults, group);
        }

        foreach (var section in Sections)
        {
            CheckSection(faults, settings.GetSection(section.Key), [.. section]);
        }

        if (faults.Count > 0)
        {
            throw new OptionsValidationException("settings", typeof(GatewayOptions), faults);
        }
    }

    // The environment is full of names of other programs, so only what looks like one of ours is looked at.
    private static void CheckGroup(List<string> faults, IConfigurationSection group)
    {
        var isOurs = Groups.Contains(group.Key, StringComparer.OrdinalIgnoreCase);
        if (!isOurs && group.GetChildren().Any() && Suggestion.For(group.Key, Groups) is { } meant)
        {
            faults.Add($"{group.Key} is no section of settings: did you mean {meant}?");
        }

        if (isOurs && !Sections.Contains(group.Key))
        {
            var known = Sections.Select(s => s.Key.Split(':')).Where(s => s[0].Equals(group.Key, StringComparison.OrdinalIgnoreCase)).Select(s => s[^1]);
            foreach (var section in group.GetChildren().Where(section => !Sections.Contains(section.Path)))
            {
                faults.Add(Unknown(section, known));
            }
        }
    }

    private static void CheckSection(List<string> faults, IConfigurationSection section, Type[] types)
    {
        PropertyInfo[] known = [.. types.SelectMany(type => type.GetProperties()).Where(IsBound)];
        foreach (var setting in section.GetChildren())
        {
            var property = Array.Find(known, candidate => candidate.Name.Equals(setting.Key, StringComparison.OrdinalIgnoreCase));
            if (property is null)
            {
                faults.Add(Unknown(setting, known.Select(candidate => candidate.Name)));
            }
            else if (IsOptions(property.PropertyType))
            {
                CheckSection(faults, setting, [property.PropertyType]);
            }
            else if (property.PropertyType.GetGenericArguments() is [var element] && IsOptions(element))
            {
                foreach (var item in setting.GetChildren())
                {
                    CheckSection(faults, item, [element]);
                }
            }
        }
    }

    // What has no setter is filled, if it can hold anything; the others are computed.
    private static bool IsBound(PropertyInfo property) =>
        property.CanWrite || IsOptions(property.PropertyType) || property.PropertyType.GetGenericArguments().Length > 0;

    private static bool IsOptions(Type type) =>
        type.IsClass && (type.Assembly == typeof(GatewayOptions).Assembly || type.Assembly == typeof(KafkaClusterOptions).Assembly);

    // Compared by their last words: the section's name, which they share, would make anything look near.
    private static string Unknown(IConfigurationSection setting, IEnumerable<string> known)
    {
        string[] names = [.. known.Order(StringComparer.Ordinal)];
        var section = setting.Path[..^setting.Key.Length];
        return Suggestion.For(setting.Key, names) is { } meant
            ? $"{setting.Path} is no setting: did you mean {section}{meant}?"
            : $"{setting.Path} is no setting: there are {string.Join(", ", names.Select(name => section + name))}.";
    }
}
