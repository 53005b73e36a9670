// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;

namespace Sluice.Soak.TestKit;

/// <summary>How many records have been written to a topic.</summary>
internal sealed class LogEnds(IConsumer<Ignore, Ignore> consumer, string topic, int partitions)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The sum of its partitions' ends.</summary>
    public long Sum() => Enumerable.Range(0, partitions).Sum(partition => consumer.QueryWatermarkOffsets(new TopicPartition(topic, partition), Patience).High.Value);
}
