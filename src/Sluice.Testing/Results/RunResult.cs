// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Results;

/// <summary>One run of cases on a pipeline. Texts in it are masked: they hold no secret.</summary>
/// <param name="Pipeline">The pipeline's name: its file's name without the ending.</param>
/// <param name="Started">When the run began.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Cases">The cases in the order of their files, rows and lanes; each lane is one of its own.</param>
public sealed record RunResult(string Pipeline, DateTimeOffset Started, TimeSpan Elapsed, IReadOnlyList<CaseResult> Cases)
{
    /// <summary>The worst of the cases: an error outweighs a failure, since it may have hidden one.</summary>
    public Outcome Outcome =>
        Cases.Any(each => each.Outcome == Outcome.Error) ? Outcome.Error
        : Cases.Any(each => each.Outcome == Outcome.Failed) ? Outcome.Failed
        : Outcome.Passed;

    /// <summary>How many cases ended so.</summary>
    public int Count(Outcome outcome) => Cases.Count(each => each.Outcome == outcome);
}
