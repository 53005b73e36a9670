// SPDX-License-Identifier: Apache-2.0

using System.Collections.Frozen;
using Sluice.Gateway.Security.Callers;

namespace Sluice.Gateway.Security.Policies.Rules;

/// <summary>
/// All rules, made ready to be asked: rules that name another topic are never looked at, and asking allocates nothing. Immutable.
/// </summary>
internal sealed class RuleSet
{
    private readonly FrozenDictionary<string, TopicRule[]> _byName;
    private readonly FrozenDictionary<string, TopicRule[]>.AlternateLookup<ReadOnlySpan<char>> _byPrefix;
    private readonly int[] _prefixLengths;

    public RuleSet(IReadOnlyList<TopicRule> rules)
    {
        Count = rules.Count;
        _byName = Index(rules, isPrefix: false);
        var byPrefix = Index(rules, isPrefix: true);
        _byPrefix = byPrefix.GetAlternateLookup<ReadOnlySpan<char>>();
        _prefixLengths = [.. byPrefix.Keys.Select(prefix => prefix.Length).Distinct().Order()];
        Groups = rules.SelectMany(rule => rule.Principals.Groups).ToFrozenSet();
    }

    /// <summary>How many rules there are. Without any, everything is allowed.</summary>
    public int Count { get; }

    /// <summary>The groups that the rules name.</summary>
    public IReadOnlySet<string> Groups { get; }

    public bool Allows(Caller caller, string topic, TopicOperation operation) =>
        Count == 0 || Find(caller, topic, operation) is not null;

    /// <summary>The rule with the lowest number that allows it; null if none does.</summary>
    public TopicRule? Find(Caller caller, string topic, TopicOperation operation)
    {
        var found = _byName.TryGetValue(topic, out var named) ? Lowest(null, named, caller, operation) : null;
        foreach (var length in _prefixLengths)
        {
            if (length > topic.Length)
            {
                break;
            }

            if (_byPrefix.TryGetValue(topic.AsSpan(0, length), out var begun))
            {
                found = Lowest(found, begun, caller, operation);
            }
        }

        return found;
    }

    private static TopicRule? Lowest(TopicRule? found, TopicRule[] rules, Caller caller, TopicOperation operation)
    {
        foreach (var rule in rules)
        {
            if (rule.Number >= found?.Number)
            {
                break;
            }

            if (rule.Operations.Contains(operation) && rule.Principals.Contains(caller))
            {
                return rule;
            }
        }

        return found;
    }

    private static FrozenDictionary<string, TopicRule[]> Index(IEnumerable<TopicRule> rules, bool isPrefix) => rules
        .OrderBy(rule => rule.Number)
        .SelectMany(rule => rule.Topics.Distinct().Where(topic => topic.IsPrefix == isPrefix), (rule, topic) => (topic.Text, Rule: rule))
        .GroupBy(entry => entry.Text, entry => entry.Rule)
        .ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
}
