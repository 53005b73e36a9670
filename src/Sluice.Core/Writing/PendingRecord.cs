// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;

namespace Sluice.Core.Writing;

/// <summary>
/// A record's key together with the place of its result. The client hands a record's key back with its acknowledgement,
/// so one handler serves all records and none needs a closure of its own.
/// </summary>
internal readonly record struct PendingRecord(WriteBatch Batch, int Index, byte[]? Key)
{
    public static readonly ISerializer<PendingRecord> Serializer = new KeySerializer();

    public static readonly Action<DeliveryReport<PendingRecord, byte[]?>> Handler = Handle;

    private static void Handle(DeliveryReport<PendingRecord, byte[]?> report) =>
        report.Message.Key.Batch.Report(report.Message.Key.Index, report);

    private sealed class KeySerializer : ISerializer<PendingRecord>
    {
        public byte[] Serialize(PendingRecord data, SerializationContext context) => data.Key!;
    }
}
