// SPDX-License-Identifier: Apache-2.0

using System.Text;

namespace Sluice.Core.Conditions;

/// <summary>A number, exact however long it is.</summary>
internal sealed record NumberLiteral(string Text) : Literal
{
    private readonly JsonNumber _number = JsonNumber.TryParse(Text, out var number) ? number : throw new FormatException("It is no number.");

    public override bool IsSame(Datum datum) => Compare(datum) == 0;

    public override int? Compare(Datum datum) => datum.Kind switch
    {
        DatumKind.Bytes => Compare(Encoding.UTF8.GetString(datum.Bytes!)),
        DatumKind.Number or DatumKind.Time => Compare(datum.Text!),
        _ => null,
    };

    public bool Equals(NumberLiteral? other) => other?.Text == Text;

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Text;

    private int? Compare(string text) => JsonNumber.TryParse(text, out var number) ? number.CompareTo(_number) : null;
}
