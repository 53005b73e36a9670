// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;

namespace Sluice.Soak.Groups;

/// <summary>What a group has committed, asked by a plain client that never joins it.</summary>
internal sealed class CommittedOffsets : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);
    private readonly IConsumer<Ignore, Ignore> _client;
    private readonly TopicPartition[] _partitions;

    public CommittedOffsets(string bootstrapServers, string topic, int partitions, string group)
    {
        _client = new ConsumerBuilder<Ignore, Ignore>(new ConsumerConfig { BootstrapServers = bootstrapServers, GroupId = group })
            .SetLogHandler((_, _) => { })
            .Build();
        _partitions = [.. Enumerable.Range(0, partitions).Select(partition => new TopicPartition(topic, partition))];
    }

    /// <summary>The offset of each partition; 0 where there is none.</summary>
    public Task<long[]> AskAsync(CancellationToken cancellationToken) => Task.Run(
        () => _client.Committed(_partitions, Timeout).Select(position => position.Offset.IsSpecial ? 0 : position.Offset.Value).ToArray(), cancellationToken);

    public void Dispose() => _client.Dispose();
}
