// SPDX-License-Identifier: Apache-2.0

using Sluice.Testing.Results;

namespace Sluice.Testing.Http;

/// <summary>Why a rule did not answer a request: where it differs, or, if it does nowhere, that the rule is used up.</summary>
internal sealed record UnmatchedRule(StubRule Rule, IReadOnlyList<Difference> Differences)
{
    /// <summary>The reasons, each in a line.</summary>
    public IEnumerable<string> Reasons => Differences.Count == 0
        ? [FormattableString.Invariant($"it is used up: it answers {Rule.Times} times")]
        : Differences.Select(one => $"{one.Path}: {one.Expected}{(one.Actual is null ? "" : $", actual {one.Actual}")}");
}
