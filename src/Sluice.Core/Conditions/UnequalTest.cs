// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Conditions;

/// <summary>Something, and not the same as a literal.</summary>
internal sealed record UnequalTest(Literal Literal) : Test
{
    public override bool IsMetBy(Datum datum) => datum.Kind is not (DatumKind.Absent or DatumKind.Null) && !Literal.IsSame(datum);

    public override string ToString() => $"!= {Literal}";
}
