// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace Sluice.EndToEnd.Tests.Kafka;

/// <summary>The cluster as any other Kafka client sees it.</summary>
public sealed class NativeKafka : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private readonly Lazy<IProducer<byte[]?, byte[]?>> _producer;
    private readonly Lazy<IAdminClient> _admin;

    public NativeKafka(string bootstrapServers)
    {
        BootstrapServers = bootstrapServers;
        _producer = new(() => CreateProducer(new ProducerConfig { LingerMs = 0, MessageMaxBytes = 12_000_000 }));
        _admin = new(() => new AdminClientBuilder(new AdminClientConfig { BootstrapServers = bootstrapServers }).Build());
    }

    public string BootstrapServers { get; }

    public IAdminClient Admin => _admin.Value;

    public IProducer<byte[]?, byte[]?> CreateProducer(ProducerConfig config) =>
        new ProducerBuilder<byte[]?, byte[]?>(new ProducerConfig(config) { BootstrapServers = BootstrapServers }).Build();

    public async Task<long> WriteAsync(string topic, byte[]? value, byte[]? key = null, Headers? headers = null, int partition = 0)
    {
        var message = new Message<byte[]?, byte[]?> { Key = key, Value = value, Headers = headers };
        var report = await _producer.Value.ProduceAsync(
            new TopicPartition(topic, partition), message, TestContext.Current.CancellationToken);
        return report.Offset;
    }

    /// <summary>The end of partition 0: the last stable offset, or the high watermark.</summary>
    public async Task<long> GetEndAsync(string topic, IsolationLevel isolation)
    {
        var offsets = await Admin.ListOffsetsAsync(
            [new TopicPartitionOffsetSpec { TopicPartition = new(topic, 0), OffsetSpec = OffsetSpec.Latest() }],
            new ListOffsetsOptions { IsolationLevel = isolation });
        return offsets.ResultInfos[0].TopicPartitionOffsetError.Offset;
    }

    /// <summary>The first <paramref name="count"/> records of a partition.</summary>
    public Task<IReadOnlyList<Message<byte[]?, byte[]?>>> ReadAsync(string topic, int count, int partition = 0)
    {
        var cancellation = TestContext.Current.CancellationToken;
        return Task.Run<IReadOnlyList<Message<byte[]?, byte[]?>>>(() => Read(topic, partition, count, cancellation), cancellation);
    }

    public void Dispose()
    {
        if (_producer.IsValueCreated)
        {
            _producer.Value.Dispose();
        }

        if (_admin.IsValueCreated)
        {
            _admin.Value.Dispose();
        }
    }

    private List<Message<byte[]?, byte[]?>> Read(string topic, int partition, int count, CancellationToken cancellation)
    {
        using var consumer = new ConsumerBuilder<byte[]?, byte[]?>(new ConsumerConfig
        {
            BootstrapServers = BootstrapServers,
            GroupId = "never-joined",
            EnableAutoCommit = false,
            FetchWaitMaxMs = 5,
        }).Build();
        consumer.Assign(new TopicPartitionOffset(topic, partition, Offset.Beginning));
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(Deadline);
        var messages = new List<Message<byte[]?, byte[]?>>(count);
        while (messages.Count < count)
        {
            messages.Add(consumer.Consume(deadline.Token).Message);
        }

        return messages;
    }
}
