// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Matching.Operators;

/// <summary><c>$or</c>: one of these patterns, or several.</summary>
internal sealed class OrTest(IReadOnlyList<ValueTest> parts) : ValueTest
{
    public override string Expected => $"expected any of ({string.Join(") or (", parts.Select(part => part.Expected))})";

    public override bool Accepts(Found found) => parts.Any(part => part.Accepts(found));

    public override bool AcceptsAny(IReadOnlyList<Found> found) => parts.Any(part => part.AcceptsAny(found));
}
