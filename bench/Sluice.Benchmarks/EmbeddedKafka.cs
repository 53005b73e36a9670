// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;
using Sluice.Core;
using Sluice.Core.Embedded;
using Sluice.Core.Records;
using Sluice.Core.Topics;

namespace Sluice.Benchmarks;

/// <summary>A cluster inside the process with one topic of one partition.</summary>
internal sealed class EmbeddedKafka : IAsyncDisposable
{
    public const string Topic = "bench";
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly EmbeddedCluster _embedded = EmbeddedCluster.Start();

    private EmbeddedKafka() => Kafka = KafkaCluster.Open(_embedded);

    public KafkaCluster Kafka { get; }

    public string BootstrapServers => _embedded.BootstrapServers;

    public static async Task<EmbeddedKafka> StartAsync()
    {
        var kafka = new EmbeddedKafka();
        await kafka.Kafka.Topics.CreateAsync(new NewTopic(Topic) { PartitionCount = 1 }, Patience, CancellationToken.None);
        return kafka;
    }

    /// <summary>Writes so many records of so many bytes.</summary>
    public Task FillAsync(int records, int bytes) => Kafka.Writer.WriteAsync(
        Topic, [.. Enumerable.Repeat(new NewRecord { Value = new byte[bytes], Partition = 0 }, records)], Patience, CancellationToken.None);

    /// <summary>A consumer of Confluent.Kafka, with what its cursors have set.</summary>
    public IConsumer<byte[], byte[]> CreateConsumer() => new ConsumerBuilder<byte[], byte[]>(new ConsumerConfig
    {
        BootstrapServers = BootstrapServers, GroupId = "bench", EnableAutoCommit = false, EnableAutoOffsetStore = false, QueuedMinMessages = 5_000,
        FetchQueueBackoffMs = 1, FetchWaitMaxMs = 5,
    }).Build();

    public async ValueTask DisposeAsync()
    {
        await Kafka.DisposeAsync();
        await _embedded.DisposeAsync();
    }
}
