// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Errors;

/// <summary>What went wrong, in terms a caller can act on. Each code has one meaning on every API that stands on Core.</summary>
public enum FailureCode
{
    /// <summary>A defect of ours: nothing the caller did.</summary>
    Internal,

    /// <summary>A setting is wrong: its name and the reason are in the detail.</summary>
    InvalidConfiguration,

    /// <summary>The topic does not exist.</summary>
    TopicNotFound,

    /// <summary>The topic exists, the partition does not.</summary>
    PartitionNotFound,

    /// <summary>A topic of that name is already there.</summary>
    TopicExists,

    /// <summary>The topic is marked for deletion and not gone yet.</summary>
    TopicBeingDeleted,

    /// <summary>Name, partition count, replication factor or a property was refused; the broker's words are in the detail.</summary>
    InvalidTopic,

    /// <summary>One record is larger than the topic's or the producer's maximum.</summary>
    RecordTooLarge,

    /// <summary>The record itself was refused, for example its timestamp or a missing key on a compacted topic.</summary>
    InvalidRecord,

    /// <summary>The offset is before the earliest or beyond the high watermark.</summary>
    OffsetOutOfRange,

    /// <summary>No broker, or no leader of the partition, could be reached.</summary>
    KafkaUnavailable,

    /// <summary>Kafka did not answer within the deadline.</summary>
    KafkaTimeout,

    /// <summary>Fewer in-sync replicas than <c>min.insync.replicas</c>.</summary>
    NotEnoughReplicas,

    /// <summary>A bound of our own is reached: queue, cursors or memory.</summary>
    Overloaded,

    /// <summary>Kafka refused us: authentication or authorization.</summary>
    KafkaRefused,

    /// <summary>This kind of cluster cannot do that; the detail names what can.</summary>
    NotSupported,

    /// <summary>The consumer group does not exist.</summary>
    GroupNotFound,

    /// <summary>The consumer group has members: what was asked for is done to a group without any.</summary>
    GroupNotEmpty,
}
