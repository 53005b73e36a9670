// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;

namespace Sluice.Core.Conditions;

/// <summary>What stands at a path of the record's value, or of its key, read as JSON.</summary>
internal sealed record PathOperand(bool IsOfKey, JsonPath Path) : Operand
{
    public override IEnumerable<Datum> Find(RecordView record) =>
        (IsOfKey ? record.KeyJson : record.ValueJson) is { } root ? Path.Find(root).Select(OfElement) : [];

    public override string ToString() => IsOfKey ? $"key.{Path}" : Path.ToString();

    private static Datum OfElement(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => new Datum(DatumKind.Text) { Text = TextOf(element) },
        JsonValueKind.Number => new Datum(DatumKind.Number) { Text = element.GetRawText() },
        JsonValueKind.True => new Datum(DatumKind.Flag) { Text = "true" },
        JsonValueKind.False => new Datum(DatumKind.Flag) { Text = "false" },
        JsonValueKind.Null => new Datum(DatumKind.Null),
        _ => new Datum(DatumKind.Structure),
    };

    // JSON can have halves of surrogate pairs and bytes that are no UTF-8; no text of a condition is like them.
    private static string? TextOf(JsonElement element)
    {
        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
