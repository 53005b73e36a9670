// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Conditions;

/// <summary>There is something.</summary>
internal sealed record ExistsTest : Test
{
    public override bool IsMetBy(Datum datum) => datum.Kind != DatumKind.Absent;

    public override string ToString() => "exists";
}
