// SPDX-License-Identifier: Apache-2.0

using System.Text;

namespace Sluice.Core.Conditions;

/// <summary>Text that has another in it, at its start or at its end. Bytes are compared as bytes: UTF-8 allows that.</summary>
internal sealed record TextTest(TextPlace Place, string Text) : Test
{
    private readonly byte[] _bytes = Encoding.UTF8.GetBytes(Text);

    public override bool IsMetBy(Datum datum) => datum.Kind switch
    {
        DatumKind.Bytes => IsIn(datum.Bytes),
        DatumKind.Text when datum.Text is { } text => IsIn(text),
        _ => false,
    };

    public bool Equals(TextTest? other) => other is not null && Place == other.Place && Text == other.Text;

    public override int GetHashCode() => HashCode.Combine(Place, Text);

    public override string ToString() => $"{NameOf(Place)} {Quoting.Quote(Text)}";

    private bool IsIn(ReadOnlySpan<byte> bytes) => Place switch
    {
        TextPlace.Start => bytes.StartsWith(_bytes),
        TextPlace.End => bytes.EndsWith(_bytes),
        _ => bytes.IndexOf(_bytes) >= 0,
    };

    private bool IsIn(string text) => Place switch
    {
        TextPlace.Start => text.StartsWith(Text, StringComparison.Ordinal),
        TextPlace.End => text.EndsWith(Text, StringComparison.Ordinal),
        _ => text.Contains(Text, StringComparison.Ordinal),
    };

    private static string NameOf(TextPlace place) => place switch
    {
        TextPlace.Start => "starts with",
        TextPlace.End => "ends with",
        _ => "contains",
    };
}
