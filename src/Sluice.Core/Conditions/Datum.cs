// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Conditions;

/// <summary>A value that was found in a record.</summary>
internal readonly record struct Datum(DatumKind Kind)
{
    /// <summary>The bytes of <see cref="DatumKind.Bytes"/>.</summary>
    public byte[]? Bytes { get; init; }

    /// <summary>Text, number, time or flag as text; null for text that is no valid Unicode.</summary>
    public string? Text { get; init; }
}
