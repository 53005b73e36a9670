// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;

namespace Sluice.Soak.Load;

/// <summary>What a topic holds, as a plain Kafka consumer reads it: past the gateway, which is what is judged.</summary>
internal sealed class StoredLog
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);

    internal StoredLog(ILookup<string, (int Partition, long Offset)> places) => Places = places;

    /// <summary>Where each value stands.</summary>
    public ILookup<string, (int Partition, long Offset)> Places { get; }

    /// <summary>The log but for these values, which several records may have.</summary>
    public StoredLog Without(params string[] values) =>
        new(Places.Where(places => !values.Contains(places.Key))
            .SelectMany(places => places.Select(place => (places.Key, place)))
            .ToLookup(record => record.Key, record => record.place));

    public static Task<StoredLog> ReadAsync(string bootstrapServers, string topic, int partitions, CancellationToken cancellationToken) =>
        Task.Run(() => Read(bootstrapServers, topic, partitions, cancellationToken), cancellationToken);

    private static StoredLog Read(string bootstrapServers, string topic, int partitions, CancellationToken cancellationToken)
    {
        using var consumer = new ConsumerBuilder<Ignore, string>(new ConsumerConfig
        {
            BootstrapServers = bootstrapServers,
            GroupId = "never-joined",
            EnableAutoCommit = false,
            EnablePartitionEof = true,
            FetchWaitMaxMs = 5,
        }).SetLogHandler((_, _) => { }).Build();
        consumer.Assign(Enumerable.Range(0, partitions).Select(partition => new TopicPartitionOffset(topic, partition, Offset.Beginning)));
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Deadline);
        var found = new List<(string Value, int Partition, long Offset)>();
        // A partition whose leader changed meanwhile says that it has ended more than once.
        for (var ended = new HashSet<Partition>(); ended.Count < partitions;)
        {
            var result = consumer.Consume(deadline.Token);
            if (result.IsPartitionEOF)
            {
                ended.Add(result.Partition);
            }
            else
            {
                found.Add((result.Message.Value, result.Partition, result.Offset));
            }
        }

        return new StoredLog(found.ToLookup(record => record.Value, record => (record.Partition, record.Offset)));
    }
}
