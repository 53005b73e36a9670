// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Sluice.Core.Topics;

namespace Sluice.Core.Groups.Administration;

/// <summary>Reads and writes what a group has committed.</summary>
internal sealed class CommittedOffsets(GroupClient client)
{
    /// <summary>The committed offsets of these partitions, or of all; what is not committed is left out.</summary>
    public async Task<Dictionary<GroupPartition, long>> ReadAsync(
        string group, IReadOnlyCollection<GroupPartition>? partitions, Deadline deadline, CancellationToken cancellationToken)
    {
        if (partitions?.Count == 0)
        {
            return [];
        }

        List<TopicPartition>? asked =
            partitions is null ? null : [.. partitions.Select(partition => new TopicPartition(partition.Topic, partition.Partition))];
        var answer = await client.AskForCommittedAsync(
            $"Asking what group \"{group}\" has committed",
            (admin, timeout) => admin.ListConsumerGroupOffsetsAsync(
                [new ConsumerGroupTopicPartitions(group, asked)], new ListConsumerGroupOffsetsOptions { RequestTimeout = timeout }),
            deadline,
            cancellationToken).ConfigureAwait(false);
        return answer.Single().Partitions
            .Where(partition => partition.Offset.Value >= 0)
            .ToDictionary(partition => new GroupPartition(partition.Topic, partition.Partition.Value), partition => partition.Offset.Value);
    }

    /// <summary>Commits in the place of the group's members, of which there must be none.</summary>
    public Task WriteAsync(string group, IEnumerable<PlannedReset> offsets, Deadline deadline, CancellationToken cancellationToken)
    {
        List<TopicPartitionOffset> commits =
            [.. offsets.Select(reset => new TopicPartitionOffset(reset.Topic, reset.Partition, reset.Target))];
        return client.AskForCommittedAsync(
            $"Resetting group \"{group}\"",
            (admin, timeout) => admin.AlterConsumerGroupOffsetsAsync(
                [new ConsumerGroupTopicPartitionOffsets(group, commits)], new AlterConsumerGroupOffsetsOptions { RequestTimeout = timeout }),
            deadline,
            cancellationToken);
    }
}
