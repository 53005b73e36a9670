// SPDX-License-Identifier: Apache-2.0

using System.Text;

namespace Sluice.Core.Conditions;

/// <summary>A text.</summary>
internal sealed record TextLiteral(string Text) : Literal
{
    private readonly byte[] _bytes = Encoding.UTF8.GetBytes(Text);

    public override bool IsSame(Datum datum) => datum.Kind switch
    {
        DatumKind.Bytes => _bytes.AsSpan().SequenceEqual(datum.Bytes),
        DatumKind.Text => datum.Text == Text,
        _ => false,
    };

    public bool Equals(TextLiteral? other) => other?.Text == Text;

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Quoting.Quote(Text);
}
