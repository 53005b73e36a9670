// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka.Admin;
using Sluice.Core.Errors;
using Sluice.Core.Topics;

namespace Sluice.Core.Groups.Administration;

/// <summary>Compares what a group has committed with the ends of the partitions.</summary>
internal sealed class LagReader(GroupClient client, CommittedOffsets commits, TopicCatalog topics, bool readCommitted, bool isEmbedded)
{
    /// <summary>Each partition of these topics; without them each that the group has committed or a member has.</summary>
    public async Task<IReadOnlyList<PartitionLag>> ReadAsync(
        string group,
        IReadOnlyCollection<string>? ofTopics,
        IReadOnlyList<GroupMember> members,
        Deadline deadline,
        CancellationToken cancellationToken)
    {
        var owners = members.SelectMany(member => member.Assignment.Select(partition => (partition, member)))
            .DistinctBy(owned => owned.partition)
            .ToDictionary(owned => owned.partition, owned => owned.member);
        var asked = await FindPartitionsAsync(ofTopics, deadline, cancellationToken).ConfigureAwait(false);
        var committed = await commits.ReadAsync(group, asked, deadline, cancellationToken).ConfigureAwait(false);
        var partitions = ofTopics is null ? committed.Keys.Union(owners.Keys) : asked!;

        // The ends are asked for last: they are not before what was committed then.
        var lags = await Task.WhenAll(partitions.GroupBy(partition => partition.Topic).Select(async topic =>
        {
            int[] numbers = [.. topic.Select(partition => partition.Partition)];
            var ends = await FindEndsAsync(topic.Key, numbers, deadline, cancellationToken).ConfigureAwait(false);
            return topic.Select(partition => new PartitionLag(
                partition.Topic,
                partition.Partition,
                committed.TryGetValue(partition, out var offset) ? offset : null,
                ends.TryGetValue(partition.Partition, out var end) ? end : null,
                owners.GetValueOrDefault(partition)));
        })).ConfigureAwait(false);
        return [.. lags.SelectMany(lag => lag).OrderBy(lag => lag.Topic, StringComparer.Ordinal).ThenBy(lag => lag.Partition)];
    }

    // Null asks for all that is committed, which the embedded cluster does not answer.
    private async Task<IReadOnlyCollection<GroupPartition>?> FindPartitionsAsync(
        IReadOnlyCollection<string>? ofTopics, Deadline deadline, CancellationToken cancellationToken)
    {
        if (ofTopics is null && isEmbedded)
        {
            ofTopics = await topics.ListAsync(includeInternal: true, deadline.Remaining, cancellationToken).ConfigureAwait(false);
        }

        if (ofTopics is null)
        {
            return null;
        }

        var described = await Task.WhenAll(
            ofTopics.Distinct().Select(topic => topics.DescribeAsync(topic, deadline.Remaining, cancellationToken))).ConfigureAwait(false);
        return [.. described.SelectMany(topic => topic.Partitions.Select(partition => new GroupPartition(topic.Name, partition.Partition)))];
    }

    // A group may have committed what is there no more.
    private async Task<Dictionary<int, long>> FindEndsAsync(
        string topic, int[] partitions, Deadline deadline, CancellationToken cancellationToken)
    {
        try
        {
            var described = await topics.DescribeAsync(topic, deadline.Remaining, cancellationToken).ConfigureAwait(false);
            int[] there = [.. partitions.Where(partition => partition < described.Partitions.Count)];
            if (there.Length == 0)
            {
                return [];
            }

            var ends = await client.GetOffsetsAsync(topic, there, OffsetSpec.Latest(), readCommitted, deadline, cancellationToken)
                .ConfigureAwait(false);
            return there.Zip(ends).ToDictionary();
        }
        catch (KafkaFailureException e) when (e.Failure.Code == FailureCode.TopicNotFound)
        {
            return [];
        }
    }
}
