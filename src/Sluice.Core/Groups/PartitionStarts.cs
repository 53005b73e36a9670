// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;
using Sluice.Core.Errors;

namespace Sluice.Core.Groups;

/// <summary>
/// Where a member's partitions begin: at the committed offset or the bookmark, whichever is later. Where there is neither, the client's
/// <c>auto.offset.reset</c> holds, but must not let a record slip through that was written after the member's first assignment.
/// Used on the member's thread alone.
/// </summary>
internal sealed class PartitionStarts(GroupConsumerOptions options, ProgressBook book, IConsumer<byte[], byte[]> consumer)
{
    private static readonly TimeSpan LookupTimeout = TimeSpan.FromSeconds(10);

    private readonly Dictionary<TopicPartition, long> _bookmark = options.Bookmark
        .Where(position => position.Offset is not null)
        .ToDictionary(position => new TopicPartition(position.Topic, position.Partition), position => position.Offset!.Value);

    private Dictionary<string, int>? _partitionCounts;

    /// <summary>The starts of partitions that are assigned now; unset where the client finds it out itself.</summary>
    public List<TopicPartitionOffset> Find(List<TopicPartition> partitions)
    {
        if (options.OffsetReset != OffsetReset.Earliest)
        {
            _partitionCounts ??= CountPartitions();
        }

        if (partitions.Count == 0)
        {
            return [];
        }

        List<TopicPartitionOffset> committed;
        try
        {
            committed = consumer.Committed(partitions, LookupTimeout);
        }
        catch (KafkaException e) when (_bookmark.Count == 0 && _partitionCounts is null && KafkaErrors.CodeOf(e.Error.Code) != FailureCode.KafkaRefused)
        {
            // The client looks it up itself, and again if need be.
            return [.. partitions.Select(partition => new TopicPartitionOffset(partition, Offset.Unset))];
        }

        return [.. committed.Select(position => new TopicPartitionOffset(position.TopicPartition, Choose(position.TopicPartition, position.Offset)))];
    }

    private Offset Choose(TopicPartition partition, Offset committed)
    {
        if (_bookmark.TryGetValue(partition, out var bookmark) && (committed.IsSpecial || committed.Value < bookmark))
        {
            return bookmark;
        }

        if (!committed.IsSpecial || _partitionCounts is null)
        {
            return committed;
        }

        // One that comes back goes on, and one that is new is read from its first record.
        return book.WatermarkOf(partition.Topic, partition.Partition.Value) is { } watermark ? watermark
            : partition.Partition.Value >= _partitionCounts.GetValueOrDefault(partition.Topic, int.MaxValue) ? Offset.Beginning
            : options.OffsetReset == OffsetReset.Latest ? FindEnd(partition)
            : Offset.Unset;
    }

    // Looked up now: the client would do it later, and what is written meanwhile would be left out, though the assignment is told already.
    private Offset FindEnd(TopicPartition partition)
    {
        try
        {
            return consumer.QueryWatermarkOffsets(partition, LookupTimeout).High;
        }
        catch (KafkaException e) when (KafkaErrors.CodeOf(e.Error.Code) != FailureCode.KafkaRefused)
        {
            return Offset.Unset;
        }
    }

    // The whole list: asking for a topic by its name may create it.
    private Dictionary<string, int> CountPartitions()
    {
        using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
        return admin.GetMetadata(LookupTimeout).Topics
            .Where(topic => options.Topics.Contains(topic.Topic))
            .ToDictionary(topic => topic.Topic, topic => topic.Partitions.Count);
    }
}
