// SPDX-License-Identifier: Apache-2.0

using System.Globalization;

namespace Sluice.Core.Conditions;

/// <summary>A part that every record has.</summary>
internal sealed record FieldOperand(RecordField Field) : Operand
{
    public override IEnumerable<Datum> Find(RecordView record) => Field switch
    {
        RecordField.Key => [OfBytes(record.Record.Key)],
        RecordField.Value => [OfBytes(record.Record.Value)],
        RecordField.Offset => [OfNumber(DatumKind.Number, record.Record.Offset)],
        RecordField.Partition => [OfNumber(DatumKind.Number, record.Record.Partition)],
        _ => record.Record.Timestamp < 0 ? [] : [OfNumber(DatumKind.Time, record.Record.Timestamp)],
    };

    public override string ToString() => Field.ToString().ToLowerInvariant();

    private static Datum OfBytes(byte[]? bytes) => bytes is null ? new Datum(DatumKind.Absent) : new Datum(DatumKind.Bytes) { Bytes = bytes };

    private static Datum OfNumber(DatumKind kind, long number) => new(kind) { Text = number.ToString(CultureInfo.InvariantCulture) };
}
