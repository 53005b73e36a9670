// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;

namespace Sluice.Core.Errors;

/// <summary>The one table from Kafka's and librdkafka's error codes to ours.</summary>
internal static class KafkaErrors
{
    /// <summary>Translates <paramref name="error"/>; <paramref name="what"/> says what was tried, e.g. <c>Creating topic "orders"</c>.</summary>
    public static KafkaFailure ToFailure(Error error, string what) => ToFailure(error.Code, error.Reason, what);

    /// <summary>Translates a code and the broker's own words, with what to do where the broker only says no.</summary>
    public static KafkaFailure ToFailure(ErrorCode code, string? reason, string what) => new(CodeOf(code), $"{what}: " + code switch
    {
        ErrorCode.TopicAuthorizationFailed => "no permission on the topic: ask whoever runs the cluster to allow this login the ACL operation that it takes "
            + "(Describe to see the topic, Read to read, Write to write).",
        ErrorCode.UnknownTopicOrPart => "there is no such topic, or this login may not see it: check its name.",
        _ => string.IsNullOrEmpty(reason) ? code.GetReason() : reason,
    });

    /// <summary>Which of our codes stands for <paramref name="code"/>.</summary>
    public static FailureCode CodeOf(ErrorCode code) => code switch
    {
        ErrorCode.UnknownTopicOrPart or ErrorCode.Local_UnknownTopic or ErrorCode.UnknownTopicId => FailureCode.TopicNotFound,
        ErrorCode.Local_UnknownPartition => FailureCode.PartitionNotFound,
        ErrorCode.TopicAlreadyExists => FailureCode.TopicExists,
        ErrorCode.TopicException or ErrorCode.InvalidPartitions or ErrorCode.InvalidReplicationFactor
            or ErrorCode.InvalidReplicaAssignment or ErrorCode.InvalidConfig or ErrorCode.PolicyViolation
            or ErrorCode.InvalidRequest or ErrorCode.Local_InvalidArg => FailureCode.InvalidTopic,
        ErrorCode.GroupIdNotFound => FailureCode.GroupNotFound,
        ErrorCode.NonEmptyGroup => FailureCode.GroupNotEmpty,
        ErrorCode.MsgSizeTooLarge or ErrorCode.RecordListTooLarge or ErrorCode.InvalidMsgSize => FailureCode.RecordTooLarge,
        ErrorCode.InvalidRecord or ErrorCode.InvalidMsg or ErrorCode.InvalidTimestamp => FailureCode.InvalidRecord,
        ErrorCode.OffsetOutOfRange or ErrorCode.Local_AutoOffsetReset => FailureCode.OffsetOutOfRange,
        ErrorCode.NotEnoughReplicas or ErrorCode.NotEnoughReplicasAfterAppend => FailureCode.NotEnoughReplicas,
        ErrorCode.Local_QueueFull or ErrorCode.ThrottlingQuotaExceeded => FailureCode.Overloaded,
        ErrorCode.TopicAuthorizationFailed or ErrorCode.GroupAuthorizationFailed or ErrorCode.ClusterAuthorizationFailed
            or ErrorCode.SaslAuthenticationFailed or ErrorCode.Local_Authentication or ErrorCode.TransactionalIdAuthorizationFailed
            or ErrorCode.IllegalSaslState or ErrorCode.UnsupportedSaslMechanism or ErrorCode.Local_Ssl => FailureCode.KafkaRefused,
        ErrorCode.RequestTimedOut or ErrorCode.Local_TimedOut or ErrorCode.Local_MsgTimedOut
            or ErrorCode.Local_TimedOutQueue => FailureCode.KafkaTimeout,
        ErrorCode.LeaderNotAvailable or ErrorCode.NotLeaderForPartition or ErrorCode.BrokerNotAvailable
            or ErrorCode.ReplicaNotAvailable or ErrorCode.NetworkException or ErrorCode.Local_Transport
            or ErrorCode.Local_AllBrokersDown or ErrorCode.Local_Resolve or ErrorCode.PreferredLeaderNotAvailable
            or ErrorCode.OffsetNotAvailable or ErrorCode.NotController or ErrorCode.KafkaStorageError
            or ErrorCode.Local_WaitCoord or ErrorCode.FencedLeaderEpoch or ErrorCode.UnknownLeaderEpoch
            or ErrorCode.EligibleLeadersNotAvailable or ErrorCode.GroupLoadInProgress or ErrorCode.GroupCoordinatorNotAvailable
            or ErrorCode.NotCoordinatorForGroup or ErrorCode.FetchSessionIdNotFound or ErrorCode.InvalidFetchSessionEpoch
            or ErrorCode.ListenerNotFound or ErrorCode.StaleBrokerEpoch or ErrorCode.UnstableOffsetCommit or ErrorCode.ConcurrentTransactions
            or ErrorCode.ReassignmentInProgress or ErrorCode.RebootstrapRequired or ErrorCode.Local_DestroyBroker or ErrorCode.Local_NodeUpdate
            or ErrorCode.Local_UnknownBroker or ErrorCode.Local_WaitCache or ErrorCode.Local_Retry => FailureCode.KafkaUnavailable,

        // The producer's session is lost, with what it had not sent, or the record was refused because of another: sent again, it may be taken.
        ErrorCode.Local_Fatal or ErrorCode.Local_PurgeQueue or ErrorCode.Local_PurgeInflight or ErrorCode.Local_Inconsistent
            or ErrorCode.OutOfOrderSequenceNumber or ErrorCode.DuplicateSequenceNumber or ErrorCode.UnknownProducerId
            or ErrorCode.InvalidProducerEpoch or ErrorCode.Local_InvalidDifferentRecord => FailureCode.KafkaUnavailable,
        ErrorCode.UnsupportedVersion or ErrorCode.TopicDeletionDisabled or ErrorCode.Local_UnsupportedFeature or ErrorCode.Local_NotImplemented
            or ErrorCode.UnsupportedForMessageFormat => FailureCode.NotSupported,
        _ => FailureCode.Internal,
    };
}
