// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Conditions;

/// <summary>There is null.</summary>
internal sealed record NullTest : Test
{
    public override bool IsMetBy(Datum datum) => datum.Kind is DatumKind.Absent or DatumKind.Null;

    public override string ToString() => "is null";
}
