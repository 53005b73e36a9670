// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Results;

/// <summary>What became of one step.</summary>
public sealed record StepResult
{
    /// <summary>The verb: <c>send</c>, <c>expect</c>, <c>settle</c>, <c>stub</c>, <c>fault</c> or <c>set</c>.</summary>
    public required string Verb { get; init; }

    /// <summary>The endpoint or service that it is about.</summary>
    public required string Subject { get; init; }

    /// <summary>The line of the case file, counted from 1; null for a case in code.</summary>
    public int? Line { get; init; }

    /// <summary>How it ended.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>When it began, from the case's start.</summary>
    public TimeSpan Began { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>What a reader should know of it, such as a wait that rests on the clock alone; mostly empty.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
