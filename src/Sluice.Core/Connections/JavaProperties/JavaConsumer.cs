// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;

namespace Sluice.Core.Connections.JavaProperties;

/// <summary>
/// What a consumer of a group is to do, as a Java client's properties say; null where they do not. Java's own defaults differ from
/// librdkafka's in places: it commits by itself, begins at the latest record and reads uncommitted records too. Immutable.
/// </summary>
public sealed record JavaConsumer
{
    /// <summary>The consumer group.</summary>
    public string? GroupId { get; init; }

    /// <summary>The name of a static member (KIP-345).</summary>
    public string? GroupInstanceId { get; init; }

    /// <summary>Who assigns partitions: a member, or the broker (KIP-848).</summary>
    public GroupProtocol? GroupProtocol { get; init; }

    /// <summary>The broker's assignor, with <see cref="Confluent.Kafka.GroupProtocol.Consumer"/>.</summary>
    public string? GroupRemoteAssignor { get; init; }

    /// <summary>The members' assignors, the preferred one first; empty if the properties do not say.</summary>
    public IReadOnlyList<PartitionAssignmentStrategy> AssignmentStrategies { get; init; } = [];

    /// <summary>Whether offsets are committed from time to time.</summary>
    public bool? EnableAutoCommit { get; init; }

    /// <summary>How often offsets are committed.</summary>
    public TimeSpan? AutoCommitInterval { get; init; }

    /// <summary>Where a group without a committed offset begins.</summary>
    public JavaOffsetReset? AutoOffsetReset { get; init; }

    /// <summary>Whether records of open and aborted transactions are read.</summary>
    public IsolationLevel? IsolationLevel { get; init; }

    /// <summary>The most records of one batch.</summary>
    public int? MaxPollRecords { get; init; }

    /// <summary>How long one batch may take. Java allows less than the session's timeout; librdkafka does not.</summary>
    public TimeSpan? MaxPollInterval { get; init; }

    /// <summary>How soon a silent member is given up.</summary>
    public TimeSpan? SessionTimeout { get; init; }

    /// <summary>How often a member says that it lives.</summary>
    public TimeSpan? HeartbeatInterval { get; init; }

    /// <summary>What keys are.</summary>
    public JavaDeserializer? KeyDeserializer { get; init; }

    /// <summary>What values are.</summary>
    public JavaDeserializer? ValueDeserializer { get; init; }

    /// <summary>librdkafka's properties that only a consumer of a group has, by its names.</summary>
    public IReadOnlyDictionary<string, string> KafkaProperties { get; init; } = new Dictionary<string, string>();
}
