// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Conditions;

/// <summary>The same as a literal.</summary>
internal sealed record EqualTest(Literal Literal) : Test
{
    public override bool IsMetBy(Datum datum) => Literal.IsSame(datum);

    public override string ToString() => $"= {Literal}";
}
