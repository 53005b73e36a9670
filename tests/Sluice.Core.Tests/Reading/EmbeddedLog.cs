// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text;
using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Core.Connections;
using Sluice.Core.Embedded;
using Sluice.Core.Reading;
using Sluice.Core.Topics;

namespace Sluice.Core.Tests.Reading;

/// <summary>An embedded cluster and a plain Kafka producer that fills its topics.</summary>
public sealed class EmbeddedLog : IDisposable
{
    private readonly KafkaConnection _connection;
    private readonly IProducer<byte[]?, byte[]?> _producer;

    public EmbeddedLog()
    {
        Cluster = EmbeddedCluster.Start();
        _connection = KafkaConnection.Create(new KafkaConnectionOptions { BootstrapServers = Cluster.BootstrapServers });
        var config = new ProducerConfig { BootstrapServers = Cluster.BootstrapServers, LingerMs = 0, AllowAutoCreateTopics = false };
        _producer = new ProducerBuilder<byte[]?, byte[]?>(config).Build();
    }

    public EmbeddedCluster Cluster { get; }

    internal ConsumerFactory Consumers(KafkaClusterOptions? options = null) =>
        new(new KafkaClientFactory(_connection, new ClientErrors(NullLogger.Instance, TimeProvider.System)), options ?? new(), isEmbedded: true);

    internal static PartitionKey Key(string topic, int partition = 0) => new(topic, new TopicId(1, 1), partition);

    public static string NewName() => "reading-" + Guid.NewGuid().ToString("N")[..12];

    public string NewTopic()
    {
        var topic = NewName();
        Cluster.CreateTopic(new NewTopic(topic) { PartitionCount = 4 });
        return topic;
    }

    /// <summary>Waits until so many readers, or more, wait at the end of their partitions.</summary>
    public static async Task UntilParkedAsync(RecordReader reader, int readers)
    {
        while (reader.Parked < readers)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Writes values "from", "from+1", … and returns when all are acknowledged.</summary>
    public async Task WriteAsync(string topic, int from, int count, int partition = 0, int bytes = 0)
    {
        var written = new List<Task>(count);
        for (var i = from; i < from + count; i++)
        {
            var value = Encoding.UTF8.GetBytes(i.ToString(CultureInfo.InvariantCulture).PadRight(bytes, '.'));
            written.Add(_producer.ProduceAsync(new TopicPartition(topic, partition), new Message<byte[]?, byte[]?> { Value = value }));
        }

        await Task.WhenAll(written);
    }

    public void Dispose()
    {
        _producer.Dispose();
        Cluster.Dispose();
    }
}
