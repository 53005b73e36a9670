// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Results;

/// <summary>What became of one case, on one lane and for one row of its data.</summary>
public sealed record CaseResult
{
    /// <summary>The case's name, without its lane and row.</summary>
    public required string Name { get; init; }

    /// <summary>The case file as it was named on the command line; null for a case in code.</summary>
    public string? File { get; init; }

    /// <summary>The case's own id, by which its records are known.</summary>
    public required string Id { get; init; }

    /// <summary>The partition that this case had to itself; null without lanes.</summary>
    public int? Lane { get; init; }

    /// <summary>The row of the case's data, counted from 1; null without data.</summary>
    public int? Row { get; init; }

    /// <summary>How it ended.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>When the case began: its bookmark, and the zero of <see cref="Timeline"/>.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>The steps in their order; those behind a failure are <see cref="Outcome.NotRun"/>.</summary>
    public IReadOnlyList<StepResult> Steps { get; init; } = [];

    /// <summary>All that was sent, seen and noticed, in order of time.</summary>
    public IReadOnlyList<TimelineEntry> Timeline { get; init; } = [];

    /// <summary>What was expected and did not come, or came and was ruled out; null unless <see cref="Outcome"/> is <see cref="Outcome.Failed"/>.</summary>
    public ExpectationFailure? Failure { get; init; }

    /// <summary>Why nothing can be told; null unless <see cref="Outcome"/> is <see cref="Outcome.Error"/>.</summary>
    public string? Error { get; init; }

    /// <summary>The name with row and lane: <c>an order is accepted [row 3, lane 2]</c>.</summary>
    public string Title
    {
        get
        {
            string[] places = [.. Row is { } row ? [$"row {row}"] : Array.Empty<string>(), .. Lane is { } lane ? [$"lane {lane}"] : Array.Empty<string>()];
            return places.Length == 0 ? Name : $"{Name} [{string.Join(", ", places)}]";
        }
    }
}
