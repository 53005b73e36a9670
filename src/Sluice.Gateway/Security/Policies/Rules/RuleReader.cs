// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Microsoft.Extensions.Configuration;
using Sluice.Gateway.Security.Access;

namespace Sluice.Gateway.Security.Policies.Rules;

/// <summary>Reads the rules of the settings, and notes by its full name whatever in them is not what it must be.</summary>
internal sealed class RuleReader(List<string> faults)
{
    private const string Shape = """a rule is {"Principals": […], "Topics": […], "Operations": […]}""";

    private static readonly string[] Lists =
        [nameof(TopicRuleOptions.Principals), nameof(TopicRuleOptions.Topics), nameof(TopicRuleOptions.Operations)];

    private static readonly string[] OperationWords = [.. OperationSet.Names, "*"];

    /// <summary>The rules; not to be used if a fault was noted.</summary>
    public RuleSet Read(IConfiguration settings)
    {
        var section = settings.GetSection(PolicyOptions.SectionName);
        SettingList.CheckNames(section, [nameof(PolicyOptions.Rules)], faults, "topic rules are the list Security:Policies:Rules");
        var rules = section.GetSection(nameof(PolicyOptions.Rules));
        if (!string.IsNullOrEmpty(rules.Value))
        {
            faults.Add($"{rules.Path} is \"{rules.Value}\": give a list of rules; {Shape}.");
        }

        return new RuleSet([.. rules.GetChildren().Select(ReadRule).OfType<TopicRule>()]);
    }

    private TopicRule? ReadRule(IConfigurationSection section)
    {
        if (!int.TryParse(section.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            faults.Add($"{section.Path} has no number: Security:Policies:Rules is a list, in square brackets; {Shape}.");
            return null;
        }

        if (!string.IsNullOrEmpty(section.Value))
        {
            faults.Add($"{section.Path} is \"{section.Value}\": {Shape}.");
            return null;
        }

        SettingList.CheckNames(section, Lists, faults, Shape);
        var source = new TopicRuleOptions();
        return new TopicRule
        {
            Number = number,
            Source = source,
            Principals = new PrincipalSet(ReadItems(section, nameof(source.Principals), source.Principals, ReadPrincipal)),
            Topics = ReadItems(section, nameof(source.Topics), source.Topics, ReadTopic),
            Operations = new OperationSet(ReadItems(section, nameof(source.Operations), source.Operations, ReadOperations)),
        };
    }

    private List<T> ReadItems<T>(IConfigurationSection rule, string name, IList<string> texts, Func<string, string, IEnumerable<T>> read)
    {
        var list = rule.GetSection(name);
        var faultsBefore = faults.Count;
        var items = new List<T>();
        foreach (var (setting, text) in SettingList.Read(list, faults))
        {
            texts.Add(text);
            items.AddRange(read(setting, text));
        }

        if (texts.Count == 0 && faults.Count == faultsBefore)
        {
            faults.Add($"{list.Path} is missing: {Shape}, and none of the three may be empty.");
        }

        return items;
    }

    private IEnumerable<Principal> ReadPrincipal(string setting, string text) =>
        Noted(Principal.Parse(text, out var fault), setting, text, fault) is { } principal ? [principal] : [];

    private IEnumerable<TopicPattern> ReadTopic(string setting, string text) =>
        Noted(TopicPattern.Parse(text, out var fault), setting, text, fault) is { } topic ? [topic] : [];

    private IEnumerable<TopicOperation> ReadOperations(string setting, string text)
    {
        if (OperationSet.Parse(text) is { } operations)
        {
            return operations;
        }

        faults.Add($"{setting} is \"{text}\": {SettingList.Choice(text, OperationWords)}");
        return [];
    }

    private T? Noted<T>(T? item, string setting, string text, string? fault)
        where T : struct
    {
        if (fault is not null)
        {
            faults.Add($"{setting} is \"{text}\": {fault}.");
        }

        return item;
    }
}
