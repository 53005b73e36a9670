// SPDX-License-Identifier: Apache-2.0

using System.Collections.Frozen;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Sluice.Gateway.Security.Groups;
using Sluice.Gateway.Security.Policies;
using Sluice.Gateway.Security.Policies.Rules;

namespace Sluice.Gateway.Security.Access;

/// <summary>Which groups may come in and what the topic rules allow: the settings that change without a restart. Immutable.</summary>
internal sealed class AccessSettings
{
    private readonly string _text;

    private AccessSettings(FrozenSet<string> allowedGroups, RuleSet rules, string text)
    {
        AllowedGroups = allowedGroups;
        Rules = rules;
        DirectoryGroups = allowedGroups.Union(rules.Groups).Where(group => Guid.TryParseExact(group, "D", out _)).ToFrozenSet();
        _text = text;
    }

    /// <summary>Who belongs to one of them may come in; if there are none, everybody.</summary>
    public FrozenSet<string> AllowedGroups { get; }

    /// <summary>What callers may do to topics.</summary>
    public RuleSet Rules { get; }

    /// <summary>
    /// Every group that it matters to belong to and that Microsoft Graph may know: one by an object id. Of anything else it would refuse the
    /// whole question.
    /// </summary>
    public FrozenSet<string> DirectoryGroups { get; }

    /// <summary>Whether who belongs to these groups may come in.</summary>
    public bool LetsIn(IReadOnlySet<string> groups)
    {
        foreach (var allowed in AllowedGroups)
        {
            if (groups.Contains(allowed))
            {
                return true;
            }
        }

        return AllowedGroups.Count == 0;
    }

    /// <exception cref="OptionsValidationException">Every wrong setting with its full name and what to do.</exception>
    public static AccessSettings Load(IConfiguration settings)
    {
        var faults = new List<string>();
        var allowed = settings.GetSection(GroupOptions.SectionName).GetSection(nameof(GroupOptions.Allowed));
        var groups = SettingList.Read(allowed, faults).Select(group => Principal.Normalize(group.Text.Trim())).ToFrozenSet();
        var rules = new RuleReader(faults).Read(settings);
        return faults.Count == 0
            ? new AccessSettings(groups, rules, TextOf(allowed, settings.GetSection(PolicyOptions.SectionName)))
            : throw new OptionsValidationException(PolicyOptions.SectionName, typeof(PolicyOptions), faults);
    }

    /// <summary>Whether both were read from the same text.</summary>
    public bool IsSameAs(AccessSettings other) => _text == other._text;

    private static string TextOf(params IEnumerable<IConfigurationSection> sections) =>
        string.Join('\n', sections.SelectMany(section => section.AsEnumerable()).Select(setting => $"{setting.Key}={setting.Value}"));
}
