// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Matching.Operators;

/// <summary><c>$not</c>, <c>$ne</c>, <c>$nin</c>, <c>$nor</c>: not so, which is also true of what is not there.</summary>
internal sealed class NotTest(ValueTest inner) : ValueTest
{
    public override string Expected => $"expected not: {inner.Expected.Replace("expected ", "", StringComparison.Ordinal)}";

    public override bool Accepts(Found found) => !inner.Accepts(found);

    public override bool AcceptsAny(IReadOnlyList<Found> found) => !inner.AcceptsAny(found);
}
