// SPDX-License-Identifier: Apache-2.0

using System.Collections.Frozen;
using Sluice.Core.Errors;

namespace Sluice.Gateway.Http.Problems;

/// <summary>Every error the gateway answers. The page <c>docs/reference/errors.md</c> is this table.</summary>
internal static class ErrorCatalogue
{
    public static readonly ErrorCode MalformedRequest =
        new("malformed-request", 400, "The request is not valid HTTP", "the request's framing or its content encoding is broken");

    public static readonly ErrorCode MalformedJson =
        new("malformed-json", 400, "The body is not JSON", "the body is not one JSON text in UTF-8 of at most 1,024 levels");

    public static readonly ErrorCode InvalidParameter =
        new("invalid-parameter", 400, "A parameter is not what it must be",
            "a parameter in the path or the query has a wrong value or comes twice");

    public static readonly ErrorCode Unauthenticated =
        new("unauthenticated", 401, "A valid token is needed", "tokens are required and there is none, or it is not valid");

    public static readonly ErrorCode Forbidden =
        new("forbidden", 403, "Not allowed", "the caller is not in the group, or the topic policy says no");

    public static readonly ErrorCode NotFound =
        new("not-found", 404, "There is nothing at this path", "the path belongs to no operation");

    public static readonly ErrorCode TopicNotFound =
        new("topic-not-found", 404, "The topic does not exist", "no topic of that name exists");

    public static readonly ErrorCode PartitionNotFound =
        new("partition-not-found", 404, "The partition does not exist", "the topic has fewer partitions");

    public static readonly ErrorCode MethodNotAllowed =
        new("method-not-allowed", 405, "The path exists under another method", "`Allow` names the methods of this path");

    public static readonly ErrorCode NotAcceptable =
        new("not-acceptable", 406, "Only application/json is answered", "`Accept` leaves out `application/json`");

    public static readonly ErrorCode RequestTimeout =
        new("request-timeout", 408, "The request's body came too slowly", "the body stopped arriving") { IsRetryable = true };

    public static readonly ErrorCode TopicExists =
        new("topic-exists", 409, "The topic already exists", "a topic of that name is already there");

    public static readonly ErrorCode TopicBeingDeleted =
        new("topic-being-deleted", 409, "The topic is being deleted",
            "the topic is marked for deletion and not gone yet") { IsRetryable = true };

    public static readonly ErrorCode RequestTooLarge =
        new("request-too-large", 413, "The body is too large", "the body, decompressed, is over `Gateway:MaxRequestBytes`, or what it needs over `Limits:MemoryBudget`");

    public static readonly ErrorCode RecordTooLarge =
        new("record-too-large", 413, "A record is too large", "one record is over the topic's or the producer's maximum; on reading, over `Limits:MemoryBudget`");

    public static readonly ErrorCode UnsupportedMediaType =
        new("unsupported-media-type", 415, "The body must be application/json in UTF-8",
            "`Content-Type`, its charset or `Content-Encoding` is another");

    public static readonly ErrorCode OffsetOutOfRange =
        new("offset-out-of-range", 416, "The offset is out of range",
            "the offset is before the earliest or beyond the high watermark; `earliest_offset` and `latest_offset` say the range");

    public static readonly ErrorCode InvalidRequest =
        new("invalid-request", 422, "The body breaks the contract",
            "the body is JSON, but not what the operation takes; `errors` has a JSON pointer for each fault");

    public static readonly ErrorCode InvalidTopic =
        new("invalid-topic", 422, "The topic was refused", "the name, partition count, replication factor or a property is not allowed");

    public static readonly ErrorCode InvalidRecord =
        new("invalid-record", 422, "A record was refused",
            "Kafka refused the record itself, for example one without a key on a compacted topic");

    public static readonly ErrorCode TooManyRequests =
        new("too-many-requests", 429, "Too many requests", "a limit of the caller is reached: requests or bytes a second, requests or polls at a time, or memory") { IsRetryable = true };

    public static readonly ErrorCode Internal =
        new("internal", 500, "Internal error", "a defect of the gateway; its log explains it under the trace id");

    public static readonly ErrorCode NotSupported =
        new("not-supported", 501, "This cluster cannot do that", "the kind of Kafka behind the gateway lacks the operation");

    public static readonly ErrorCode KafkaRefused =
        new("kafka-refused", 502, "Kafka refused the gateway", "the broker's authentication or authorization refused the gateway itself");

    public static readonly ErrorCode KafkaUnavailable =
        new("kafka-unavailable", 503, "Kafka is unavailable",
            "no broker, or no leader of the partition, can be reached") { IsRetryable = true };

    public static readonly ErrorCode NotEnoughReplicas =
        new("not-enough-replicas", 503, "Not enough replicas in sync",
            "fewer replicas are in sync than `min.insync.replicas`") { IsRetryable = true };

    public static readonly ErrorCode Overloaded =
        new("overloaded", 503, "The gateway is overloaded",
            "a bound of the gateway is reached: requests, memory, queue or cursors") { IsRetryable = true };

    public static readonly ErrorCode Stopping =
        new("stopping", 503, "The gateway is stopping", "the gateway was asked to stop and takes no more requests") { IsRetryable = true };

    public static readonly ErrorCode IdentityUnavailable =
        new("identity-unavailable", 503, "The caller cannot be checked now",
            "the identity provider or the directory cannot be reached, so that nobody knows whether the caller may") { IsRetryable = true };

    public static readonly ErrorCode KafkaTimeout =
        new("kafka-timeout", 504, "Kafka did not answer in time", "Kafka did not answer within the deadline") { IsRetryable = true };

    /// <summary>All rows, by status.</summary>
    public static IReadOnlyList<ErrorCode> All { get; } =
    [
        MalformedRequest, MalformedJson, InvalidParameter, Unauthenticated, Forbidden, NotFound, TopicNotFound, PartitionNotFound,
        MethodNotAllowed, NotAcceptable, RequestTimeout, TopicExists, TopicBeingDeleted, RequestTooLarge, RecordTooLarge,
        UnsupportedMediaType, OffsetOutOfRange, InvalidRequest, InvalidTopic, InvalidRecord, TooManyRequests, Internal, NotSupported,
        KafkaRefused, KafkaUnavailable, NotEnoughReplicas, Overloaded, IdentityUnavailable, Stopping, KafkaTimeout,
    ];

    private static readonly FrozenDictionary<FailureCode, ErrorCode> ByFailure = new Dictionary<FailureCode, ErrorCode>
    {
        [FailureCode.Internal] = Internal,
        [FailureCode.InvalidConfiguration] = Internal,
        [FailureCode.TopicNotFound] = TopicNotFound,
        [FailureCode.PartitionNotFound] = PartitionNotFound,
        [FailureCode.TopicExists] = TopicExists,
        [FailureCode.TopicBeingDeleted] = TopicBeingDeleted,
        [FailureCode.InvalidTopic] = InvalidTopic,
        [FailureCode.RecordTooLarge] = RecordTooLarge,
        [FailureCode.InvalidRecord] = InvalidRecord,
        [FailureCode.OffsetOutOfRange] = OffsetOutOfRange,
        [FailureCode.KafkaUnavailable] = KafkaUnavailable,
        [FailureCode.KafkaTimeout] = KafkaTimeout,
        [FailureCode.NotEnoughReplicas] = NotEnoughReplicas,
        [FailureCode.Overloaded] = Overloaded,
        [FailureCode.KafkaRefused] = KafkaRefused,
        [FailureCode.NotSupported] = NotSupported,

        // No operation of the API is about consumer groups.
        [FailureCode.GroupNotFound] = Internal,
        [FailureCode.GroupNotEmpty] = Internal,
    }.ToFrozenDictionary();

    /// <summary>The row of a failure of Core.</summary>
    public static ErrorCode For(FailureCode code) => ByFailure[code];

    /// <summary>The row for a status that the server's own parts answered without a body.</summary>
    public static ErrorCode For(int status) => status switch
    {
        404 => NotFound,
        405 => MethodNotAllowed,
        406 => NotAcceptable,
        408 => RequestTimeout,
        413 => RequestTooLarge,
        415 => UnsupportedMediaType,
        429 => TooManyRequests,
        >= 400 and < 500 => MalformedRequest,
        _ => Internal,
    };
}
