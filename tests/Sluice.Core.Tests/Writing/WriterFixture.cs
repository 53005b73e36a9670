// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Sluice.Core.Embedded;
using Sluice.Core.Records;
using Sluice.Core.Topics;
using Sluice.Core.Writing;

namespace Sluice.Core.Tests.Writing;

/// <summary>An embedded cluster, a writer to it, and what a plain consumer finds there.</summary>
internal sealed class WriterFixture : IAsyncDisposable
{
    // Longer than any of these tests needs on a slow machine: what ends in time has another reason.
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    /// <summary>A writer that knows the topic hands records over before it returns its task.</summary>
    public static readonly KafkaClusterOptions KeepingTopics = new() { TopicMaxAge = TimeSpan.FromHours(1) };

    private readonly KafkaCluster _kafka;

    public WriterFixture(KafkaClusterOptions? options = null, ILoggerFactory? logs = null)
    {
        Cluster = EmbeddedCluster.Start();
        _kafka = KafkaCluster.Open(Cluster, options, logs);
    }

    public EmbeddedCluster Cluster { get; }

    public RecordWriter Writer => _kafka.Writer;

    /// <summary>A record whose value is that number in decimal digits.</summary>
    public static NewRecord Numbered(int number, int? partition = null) =>
        new() { Value = Encoding.UTF8.GetBytes(number.ToString(CultureInfo.InvariantCulture)), Partition = partition };

    public static NewRecord[] Numbered(Range numbers, int? partition = null) =>
        [.. Enumerable.Range(numbers.Start.Value, numbers.End.Value - numbers.Start.Value).Select(number => Numbered(number, partition))];

    public string CreateTopic(int partitions = 1, short replicas = 3)
    {
        var topic = $"topic-{Guid.NewGuid():N}";
        Cluster.CreateTopic(new NewTopic(topic) { PartitionCount = partitions, ReplicationFactor = replicas });
        return topic;
    }

    public async Task<int> FindLeaderAsync(string topic, int partition)
    {
        var description = await _kafka.Topics.DescribeAsync(topic, Timeout, TestContext.Current.CancellationToken);
        return description.Partitions[partition].Leader!.Id;
    }

    public Task<WriteResult[]> WriteAsync(string topic, params IReadOnlyList<NewRecord> records) =>
        Writer.WriteAsync(topic, records, Timeout, TestContext.Current.CancellationToken);

    public void SetRoundTripTime(TimeSpan time)
    {
        for (var broker = 1; broker <= Cluster.Options.Brokers; broker++)
        {
            Cluster.SetRoundTripTime(broker, time);
        }
    }

    /// <summary>All records of a topic, each partition's in order.</summary>
    public List<ConsumeResult<byte[]?, byte[]?>> Read(string topic)
    {
        var config = new ConsumerConfig
        {
            BootstrapServers = Cluster.BootstrapServers,
            GroupId = "reader",
            EnableAutoCommit = false,
            EnablePartitionEof = true,
            AutoOffsetReset = AutoOffsetReset.Error,
            FetchWaitMaxMs = 5,
        };
        using var consumer = new ConsumerBuilder<byte[]?, byte[]?>(config).Build();
        using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
        var partitions = admin.GetMetadata(topic, Timeout).Topics.Single().Partitions;
        consumer.Assign(partitions.Select(partition => new TopicPartitionOffset(topic, partition.PartitionId, Offset.Beginning)));

        var records = new List<ConsumeResult<byte[]?, byte[]?>>();
        // A partition whose leader changed meanwhile says that it has ended more than once.
        for (var ended = new HashSet<Partition>(); ended.Count < partitions.Count;)
        {
            var result = consumer.Consume(Timeout) ?? throw new TimeoutException($"Topic {topic} could not be read to its end.");
            if (result.IsPartitionEOF)
            {
                ended.Add(result.Partition);
            }
            else
            {
                records.Add(result);
            }
        }

        return records;
    }

    /// <summary>The numbers of the records of a partition, in order.</summary>
    public int[] ReadNumbers(string topic, int partition = 0) =>
        [.. Read(topic).Where(record => record.Partition == partition).Select(record => int.Parse(record.Message.Value, CultureInfo.InvariantCulture))];

    public async ValueTask DisposeAsync()
    {
        await _kafka.DisposeAsync();
        Cluster.Dispose();
    }
}
