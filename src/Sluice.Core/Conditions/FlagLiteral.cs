// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Conditions;

/// <summary>true or false.</summary>
internal sealed record FlagLiteral(bool Flag) : Literal
{
    public override bool IsSame(Datum datum) => datum.Kind switch
    {
        DatumKind.Bytes => datum.Bytes.AsSpan().SequenceEqual(Flag ? "true"u8 : "false"u8),
        DatumKind.Flag => datum.Text == ToString(),
        _ => false,
    };

    public override string ToString() => Flag ? "true" : "false";
}
