// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Groups;

/// <summary>How a member of a group reads. Where Kafka has a setting of the same meaning, its name is given.</summary>
public sealed class GroupConsumerOptions
{
    /// <summary>The group (<c>group.id</c>).</summary>
    public required string GroupId { get; init; }

    /// <summary>The topics; at least one.</summary>
    public required IReadOnlyCollection<string> Topics { get; init; }

    /// <summary>Makes the member a static one (<c>group.instance.id</c>, KIP-345): it may be away for its session's timeout without a rebalance.</summary>
    public string? GroupInstanceId { get; init; }

    /// <summary>Who assigns the partitions (<c>group.protocol</c>).</summary>
    /// <value>Default <see cref="GroupProtocol.Classic"/>.</value>
    public GroupProtocol Protocol { get; init; }

    /// <summary>How members of a classic group share (<c>partition.assignment.strategy</c>): <c>cooperative-sticky</c>, <c>range</c>, <c>roundrobin</c>.</summary>
    /// <value>Default null: <c>cooperative-sticky</c>, with which members keep what they have through a rebalance.</value>
    public string? AssignmentStrategy { get; init; }

    /// <summary>The broker's assignor (<c>group.remote.assignor</c>), with <see cref="GroupProtocol.Consumer"/> only: <c>uniform</c> or <c>range</c>.</summary>
    public string? RemoteAssignor { get; init; }

    /// <summary>When it commits.</summary>
    /// <value>Default <see cref="CommitPolicy.Never"/>.</value>
    public CommitPolicy Commit { get; init; } = CommitPolicy.Never;

    /// <summary>How long what may be committed waits for more, so that not every record costs a request (<c>auto.commit.interval.ms</c>).
    /// Partitions that are given up and the end of the member do not wait.</summary>
    /// <value>Default 1 s.</value>
    public TimeSpan CommitInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Where a partition begins that the group has no offset for (<c>auto.offset.reset</c>).</summary>
    /// <value>Default <see cref="Groups.OffsetReset.Earliest"/>.</value>
    public OffsetReset OffsetReset { get; init; }

    /// <summary>
    /// Offsets before which nothing is wanted: an assigned partition goes on from the committed offset or from here, whichever is later.
    /// A partition that is not named begins as <see cref="OffsetReset"/> says.
    /// </summary>
    public IReadOnlyCollection<PartitionPosition> Bookmark { get; init; } = [];

    /// <summary>How many records wait for the reader at most (<c>max.poll.records</c>). While they do, the partitions are paused and the session is kept.</summary>
    /// <value>Default 500.</value>
    public int MaxPollRecords { get; init; } = 500;

    /// <summary>Time without a heartbeat after which a member of a classic group is taken for dead (<c>session.timeout.ms</c>).</summary>
    /// <value>Default null: the client's 45 s; on the embedded cluster 1.5 s and its initial rebalance delay.</value>
    public TimeSpan? SessionTimeout { get; init; }

    /// <summary>Time between heartbeats in a classic group (<c>heartbeat.interval.ms</c>).</summary>
    /// <value>Default null: the client's 3 s, or a third of <see cref="SessionTimeout"/> if that is shorter; 100 ms on the embedded cluster.</value>
    public TimeSpan? HeartbeatInterval { get; init; }

    /// <summary>How long members of a group are waited for in a rebalance (<c>max.poll.interval.ms</c>). A slow reader does not come near it.</summary>
    /// <value>Default null: the client's 5 min.</value>
    public TimeSpan? MaxPollInterval { get; init; }

    /// <summary>librdkafka properties of this member alone, by their own names, for example <c>fetch.min.bytes</c>; what the options here set cannot be.</summary>
    public IReadOnlyDictionary<string, string> Properties { get; init; } = new Dictionary<string, string>();

    /// <summary>How long closing may take: the last commit and leaving the group.</summary>
    /// <value>Default 10 s.</value>
    public TimeSpan CloseTimeout { get; init; } = TimeSpan.FromSeconds(10);
}
