// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Results;

/// <summary>One path at which a value is not what was expected.</summary>
/// <param name="Path">The path: <c>customer.segment</c>, <c>headers.source</c>, <c>key</c>.</param>
/// <param name="Expected">What was expected, in words: <c>expected one of gold, silver</c>, <c>missing "B2"</c>.</param>
/// <param name="Actual">What was there, as JSON; null if the expectation says it all.</param>
public sealed record Difference(string Path, string Expected, string? Actual);
