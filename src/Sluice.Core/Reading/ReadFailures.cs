// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Errors;
using Sluice.Core.Records;

namespace Sluice.Core.Reading;

/// <summary>Failures that reading itself finds.</summary>
internal static class ReadFailures
{
    /// <summary>The caller has no memory for the first record.</summary>
    public static KafkaFailure NoRoomFor(StoredRecord record) => new(
        FailureCode.Overloaded, $"There is no memory now for the record at offset {record.Offset} of partition {record.Partition}: {record.Size} bytes.");

    /// <summary>Kafka, or the client library, took longer than there was time.</summary>
    public static KafkaFailure NotInTime(string partition, TimeSpan timeout) => new(
        FailureCode.KafkaTimeout, $"Kafka did not deliver {partition} within {timeout.TotalSeconds:0.#} s.");
}
