// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Conditions;

/// <summary>The same as one of several literals.</summary>
internal sealed record InTest(IReadOnlyList<Literal> Literals) : Test
{
    public override bool IsMetBy(Datum datum) => Literals.Any(literal => literal.IsSame(datum));

    public bool Equals(InTest? other) => other is not null && Literals.SequenceEqual(other.Literals);

    public override int GetHashCode() => Literals.Aggregate(0, HashCode.Combine);

    public override string ToString() => $"in ({string.Join(", ", Literals)})";
}
