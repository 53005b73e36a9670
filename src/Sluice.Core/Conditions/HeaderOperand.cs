// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Conditions;

/// <summary>The headers of a name.</summary>
internal sealed record HeaderOperand(string Name) : Operand
{
    public override IEnumerable<Datum> Find(RecordView record) => record.Record.Headers
        .Where(header => header.Key == Name)
        .Select(header => header.Value is null ? new Datum(DatumKind.Null) : new Datum(DatumKind.Bytes) { Bytes = header.Value });

    public override string ToString() => $"header {(ConditionScanner.IsHeaderName(Name) ? Name : Quoting.Quote(Name))}";
}
