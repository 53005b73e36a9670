// SPDX-License-Identifier: Apache-2.0

using Sluice.Testing.Matching;
using Sluice.Testing.Results;

namespace Sluice.Testing.Http;

/// <summary>The rules of all cases that run. The latest that matches and is not used up answers. Thread-safe.</summary>
/// <param name="id">Where a request carries its case's id; null if it does not.</param>
internal sealed class StubRules(Selector? id)
{
    private readonly Lock _lock = new();
    private readonly List<Entry> _entries = [];

    public IDisposable Add(StubRule rule)
    {
        rule.Answer.Check();
        var entry = new Entry(rule);
        lock (_lock)
        {
            _entries.Add(entry);
        }

        return new Ending(() => Remove(entry));
    }

    /// <summary>The rule that answers, which counts as one time; or none, and why not each, beginning with the nearest.</summary>
    public (StubRule? Rule, IReadOnlyList<UnmatchedRule> Unmatched) Take(StubRequest request)
    {
        Entry[] latestFirst;
        lock (_lock)
        {
            latestFirst = [.. Enumerable.Reverse(_entries)];
        }

        var unmatched = new List<UnmatchedRule>();
        foreach (var entry in latestFirst)
        {
            var differences = Compare(entry.Rule, request);
            if (differences.Count == 0 && entry.TryTake())
            {
                return (entry.Rule, []);
            }

            unmatched.Add(new UnmatchedRule(entry.Rule, differences));
        }

        return (null, [.. unmatched.OrderBy(one => one.Differences.Count)]);
    }

    private void Remove(Entry entry)
    {
        lock (_lock)
        {
            _entries.Remove(entry);
        }
    }

    private IReadOnlyList<Difference> Compare(StubRule rule, StubRequest request)
    {
        try
        {
            return CompareWhole(rule, request);
        }
        catch (PatternException exception)
        {
            return [new Difference("request", exception.Message, null)];
        }
    }

    private IReadOnlyList<Difference> CompareWhole(StubRule rule, StubRequest request)
    {
        if (id is null || request.CaseId == rule.CaseId)
        {
            return rule.Request.Compare(request);
        }

        var other = new Difference(id.Text, $"expected the case's id {Json.Show(rule.CaseId)}", id.Read(request.Candidate).Shown);
        return [other, .. rule.Request.Compare(request)];
    }

    private sealed class Entry(StubRule rule)
    {
        private int _left = rule.Times ?? 0;

        public StubRule Rule => rule;

        public bool TryTake() => rule.Times is null || Interlocked.Decrement(ref _left) >= 0;
    }
}
