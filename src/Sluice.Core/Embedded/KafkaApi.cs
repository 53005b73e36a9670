// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Embedded;

/// <summary>Kinds of Kafka requests, by their API key in the protocol, that an <see cref="EmbeddedCluster"/> can be told to fail.</summary>
public enum KafkaApi
{
    /// <summary>Writing records.</summary>
    Produce = 0,

    /// <summary>Reading records.</summary>
    Fetch = 1,

    /// <summary>Asking for earliest, latest or timed offsets.</summary>
    ListOffsets = 2,

    /// <summary>Asking for brokers, topics and leaders. Only <c>Local_Transport</c> (a dropped connection) has an effect.</summary>
    Metadata = 3,

    /// <summary>Committing a group's offsets.</summary>
    OffsetCommit = 8,

    /// <summary>Reading a group's committed offsets.</summary>
    OffsetFetch = 9,

    /// <summary>Asking for the coordinator of a group or a transaction.</summary>
    FindCoordinator = 10,

    /// <summary>Joining a group.</summary>
    JoinGroup = 11,

    /// <summary>A group member's heartbeat.</summary>
    Heartbeat = 12,

    /// <summary>Leaving a group.</summary>
    LeaveGroup = 13,

    /// <summary>Distributing a group's assignment.</summary>
    SyncGroup = 14,

    /// <summary>The first request of a connection.</summary>
    ApiVersions = 18,

    /// <summary>An idempotent or transactional producer's first request.</summary>
    InitProducerId = 22,
}
