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

    public static readonly KafkaFailure NotSentInTime = new(
        FailureCode.KafkaTimeout, "The time was over before the record could be sent.");

    public static readonly KafkaFailure QueueFull = new(
        FailureCode.Overloaded, "The write queue is full: records come in faster than Kafka acknowledges them. Try again later.");

    public static readonly KafkaFailure Overtaken = new(
        FailureCode.KafkaUnavailable,
        "The record was refused because of others that were sent with it, and a later one of this call was written before it could be repeated.");

    public static WriteResult Result(KafkaFailure failure, bool mayBeWritten) =>
        new() { Partition = -1, Offset = -1, Failure = failure, MayBeWritten = mayBeWritten };

    /// <summary>
    /// True if the refusal may not be the record's own fault: a broker refuses a whole batch because it is larger than
    /// <c>max.message.bytes</c> or because one record in it is invalid; a producer refuses partitions it has not heard of yet.
    /// </summary>
    public static bool MayRepeat(ErrorCode code, in NewRecord record) => code switch
    {
        ErrorCode.MsgSizeTooLarge or ErrorCode.RecordListTooLarge => RecordSize.BytesOf(record) < ProducerSettings.BatchBytes,
        ErrorCode.InvalidMsg or ErrorCode.InvalidRecord or ErrorCode.InvalidTimestamp or ErrorCode.Local_InvalidDifferentRecord => true,
        ErrorCode.UnknownTopicOrPart or ErrorCode.Local_UnknownTopic or ErrorCode.Local_UnknownPartition => true,
        _ => false,
    };

    public static KafkaFailure Of(Error error, string topic, in NewRecord record)
    {
        var what = $"Writing to \"{topic}\"";
        var failure = KafkaErrors.ToFailure(error, what);
        return failure.Code == FailureCode.RecordTooLarge
            ? new(failure.Code, $"{what}: the record's {RecordSize.BytesOf(record)} bytes are more than the topic takes (max.message.bytes).")
            : failure;
    }

    public static KafkaFailure LargerThan(int limit, string topic, in NewRecord record) => new(
        FailureCode.RecordTooLarge,
        $"Writing to \"{topic}\": the record's {RecordSize.BytesOf(record)} bytes and their framing are more than the {limit} bytes a record may have.");

    /// <summary>Why a timestamp cannot be written; null if it can.</summary>
    public static KafkaFailure? OfTimestamp(long? timestamp) => timestamp switch
    {
        < 0 => new(FailureCode.InvalidRecord, $"The timestamp {timestamp} is negative: give milliseconds since 1970-01-01 UTC."),
        0 => new(FailureCode.InvalidRecord, "The timestamp 0 cannot be written, since the Kafka client takes it for the current time: give 1 or more, or none."),
        _ => null,
    };
}
