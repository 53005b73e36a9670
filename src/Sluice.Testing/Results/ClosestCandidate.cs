// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Results;

/// <summary>The record or document that came nearest to an expectation.</summary>
/// <param name="Place">Where it lies: <c>enriched-2@9041 key=7f3c</c>.</param>
/// <param name="Differences">Every path that differs.</param>
/// <param name="Expected">The pattern as JSON.</param>
/// <param name="Actual">The value as it came, shortened if it is long.</param>
public sealed record ClosestCandidate(string Place, IReadOnlyList<Difference> Differences, string? Expected, string? Actual);
