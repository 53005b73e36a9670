// SPDX-License-Identifier: Apache-2.0

using Sluice.Testing.Matching;
using Sluice.Testing.Results;

namespace Sluice.Testing.Expectations;

/// <summary>
/// How an expectation stands, over all that was offered to it. What is offered counts at once; nobody has to look again and again. Thread-safe.
/// </summary>
internal sealed class ExpectationState(Expectation expectation)
{
    // Enough to find what came nearest; a topic without ids may bring any number.
    private const int MostKept = 1_000;

    private readonly Lock _lock = new();
    private readonly List<Candidate> _matched = [];
    private readonly List<Candidate> _others = [];
    private TaskCompletionSource _changed = New();
    private (Candidate Candidate, IReadOnlyList<Difference> Differences)? _offender;
    private string? _violation;
    private Exception? _lost;
    private int _count;

    public Expectation Expectation => expectation;

    /// <summary>How it stands.</summary>
    public Verdict Verdict
    {
        get
        {
            lock (_lock)
            {
                return _lost is not null ? Verdict.CannotTell
                    : _violation is not null || _count > expectation.Count.Most ? Verdict.Violated
                    : expectation.Count.Holds(_count) ? Verdict.Satisfied
                    : Verdict.Pending;
            }
        }
    }

    /// <summary>Why it cannot be told; null if it can.</summary>
    public Exception? Lost => _lost;

    /// <summary>What broke it beside the count; null if nothing did.</summary>
    public string? Violation => _violation;

    /// <summary>How many matched.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _count;
            }
        }
    }

    /// <summary>What matched, in the order it came.</summary>
    public IReadOnlyList<Candidate> Matched
    {
        get
        {
            lock (_lock)
            {
                return [.. _matched];
            }
        }
    }

    /// <summary>Completes at the next change.</summary>
    public Task Changed
    {
        get
        {
            lock (_lock)
            {
                return _changed.Task;
            }
        }
    }

    /// <summary>Something came that is the case's own, or is if its value matches.</summary>
    public void Offer(Candidate candidate, Matcher? where = null)
    {
        lock (_lock)
        {
            try
            {
                if (where?.Matches(candidate.Value) == false)
                {
                    return;
                }

                if (expectation.Pattern.Compare(candidate).Count > 0)
                {
                    Keep(_others, candidate);
                }
                else
                {
                    Count1(candidate);
                }
            }
            catch (PatternException exception)
            {
                // Whoever reads does so for many cases, and this concerns one alone.
                _lost ??= exception;
            }

            Wake();
        }
    }

    /// <summary>Looks at a store anew: these are all documents there are now.</summary>
    public void Replace(IEnumerable<Candidate> candidates)
    {
        lock (_lock)
        {
            _matched.Clear();
            _others.Clear();
            (_count, _offender, _violation) = (0, null, null);
            foreach (var candidate in candidates)
            {
                Offer(candidate);
            }
        }
    }

    /// <summary>It is broken whatever the count.</summary>
    public void Violate(string violation, Candidate candidate, IReadOnlyList<Difference> differences)
    {
        lock (_lock)
        {
            _violation ??= violation;
            _offender ??= (candidate, differences);
            Wake();
        }
    }

    /// <summary>From now on it cannot be told.</summary>
    public void Lose(Exception reason)
    {
        lock (_lock)
        {
            _lost ??= reason;
            Wake();
        }
    }

    /// <summary>What came nearest, or what broke it; null if nothing came.</summary>
    public (Candidate Candidate, IReadOnlyList<Difference> Differences)? Closest()
    {
        lock (_lock)
        {
            return _offender ?? (_count > expectation.Count.Most
                ? (_matched[^1], [])
                : expectation.Pattern.Closest(_others) ?? (_matched.Count > 0 ? (_matched[^1], []) : null));
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static void Keep(List<Candidate> list, Candidate candidate)
    {
        if (list.Count == MostKept)
        {
            list.RemoveAt(0);
        }

        list.Add(candidate);
    }

    private void Count1(Candidate candidate)
    {
        if (_count < expectation.Order.Count && expectation.Order[_count].Compare(candidate) is { Count: > 0 } differences && _violation is null)
        {
            _violation = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"the {Ordinal(_count + 1)} is another one");
            _offender = (candidate, differences);
        }

        _count++;
        Keep(_matched, candidate);
    }

    private static string Ordinal(int number) => number switch { 1 => "1st", 2 => "2nd", 3 => "3rd", _ => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{number}th") };

    private void Wake()
    {
        _changed.TrySetResult();
        _changed = New();
    }
}
