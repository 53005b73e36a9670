// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;
using Sluice.Core.Errors;
using Sluice.Core.Records;

namespace Sluice.Core.Writing;

/// <summary>What is answered for records that were not acknowledged.</summary>
internal static class WriteFailures
{
    public static readonly KafkaFailure Unanswered = new(
        FailureCode.KafkaTimeout, "Kafka did not acknowledge the record in time; it may be written all the same.");

    // The client concludes that records are written when later ones of their partition are. A partition that knows nothing of the producer yet
    // takes a later batch without the earlier one, though, which it refused just before: https://github.com/confluentinc/librdkafka, IMPLICITACK.
    public static readonly KafkaFailure Unconfirmed = new(
        FailureCode.KafkaTimeout,
        "Kafka did not say where it has the record, only that it has a later one of the partition; it may be written all the same.");

    public static readonly KafkaFailure NotSentInTime = new(
        FailureCode.KafkaTimeout, "The time was over before the record could be sent.");

    public static readonly KafkaFailure QueueFull = new(
        FailureCode.Overloaded, "The write queue is full: records come in faster than Kafka acknowledges them. Try again later.");

    public static readonly KafkaFailure Overtaken = new(
        FailureCode.KafkaUnavailable,
        "The record was refused because of others that were sent with it, "
            + "and a later one of the call was written before it could be sent again.");

    public static WriteResult Result(KafkaFailure failure, bool mayBeWritten) =>
        new() { Partition = -1, Offset = -1, Failure = failure, MayBeWritten = mayBeWritten };

    /// <summary>The failure of a record that Kafka or the producer refused.</summary>
    public static KafkaFailure Of(Error error, string topic, in NewRecord record)
    {
        var what = $"Writing to \"{topic}\"";
        var failure = KafkaErrors.ToFailure(error, what);
        return failure.Code == FailureCode.RecordTooLarge
                ? failure with { Detail = $"{what}: the record's {RecordSize.BytesOf(record)} bytes are more than its max.message.bytes." }
            : error.Code == ErrorCode.Local_PurgeQueue
                ? failure with { Detail = $"{what}: the producer failed for good before it sent the record; the next one is ready." }
            : failure;
    }

    public static KafkaFailure NoLeader(string topic, int partition) => new(
        FailureCode.KafkaUnavailable,
        $"Partition {partition} of \"{topic}\" has no leader: no broker that has it in sync is there. Nothing was written.");

    public static KafkaFailure LargerThan(int limit, string topic, in NewRecord record) => new(
        FailureCode.RecordTooLarge,
        $"Writing to \"{topic}\": the record's {RecordSize.BytesOf(record)} bytes and their framing "
            + $"are more than the {limit} bytes a record may have.");

    /// <summary>Why a timestamp cannot be written; null if it can.</summary>
    public static KafkaFailure? OfTimestamp(long? timestamp) => timestamp switch
    {
        < 0 => new(FailureCode.InvalidRecord, $"The timestamp {timestamp} is negative: give milliseconds since 1970-01-01 UTC."),
        0 => new(
            FailureCode.InvalidRecord,
            "The timestamp 0 cannot be written, because the Kafka client takes it for the current time: give 1 or more, or none."),
        _ => null,
    };
}
