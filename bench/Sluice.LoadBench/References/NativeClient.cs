// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Globalization;
using Confluent.Kafka;

namespace Sluice.LoadBench.References;

/// <summary>
/// Confluent.Kafka without a gateway, with the best settings that are known: nothing over librdkafka can be faster. Prints records a second.
/// </summary>
internal static class NativeClient
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static Task<int> WriteAsync(string servers, string topic, int records, int bytes)
    {
        var config = new ProducerConfig
        {
            BootstrapServers = servers, Acks = Acks.All, EnableIdempotence = true, LingerMs = 0.3, Partitioner = Partitioner.Murmur2Random,
            QueueBufferingMaxMessages = 1_000_000, BatchSize = 1_000_000,
        };
        using var producer = new ProducerBuilder<Null, byte[]>(config).Build();
        var value = new byte[bytes];
        var failed = 0;
        Produce(10_000);
        var begun = Stopwatch.GetTimestamp();
        Produce(records);
        Print(records, begun);
        return Task.FromResult(failed == 0 ? 0 : 1);

        void Produce(int count)
        {
            for (var sent = 0; sent < count;)
            {
                try
                {
                    producer.Produce(topic, new Message<Null, byte[]> { Value = value }, report => failed += report.Error.IsError ? 1 : 0);
                    sent++;
                }
                catch (ProduceException<Null, byte[]> e) when (e.Error.Code == ErrorCode.Local_QueueFull)
                {
                    producer.Poll(TimeSpan.FromMilliseconds(5));
                }
            }

            producer.Flush(Patience);
        }
    }

    public static Task<int> ReadAsync(string servers, string topic, int partitions, int records)
    {
        // One consumer a partition, each on a thread of its own: the fastest that this client can do.
        var begun = 0L;
        using var ready = new Barrier(partitions, _ => begun = Stopwatch.GetTimestamp());
        var threads = Enumerable.Range(0, partitions).Select(partition => new Thread(() => Read(partition))).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Print(records * partitions, begun);
        return Task.FromResult(0);

        void Read(int partition)
        {
            var config = new ConsumerConfig
            {
                BootstrapServers = servers, GroupId = "bench", EnableAutoCommit = false, EnableAutoOffsetStore = false, QueuedMinMessages = 5_000,
                FetchQueueBackoffMs = 1, FetchWaitMaxMs = 5,
            };
            using var consumer = new ConsumerBuilder<byte[], byte[]>(config).Build();
            consumer.Assign(new TopicPartitionOffset(topic, partition, 0));

            // The first record is there: connected.
            _ = consumer.Consume(Patience);
            ready.SignalAndWait();
            for (var read = 1; read < records; read++)
            {
                _ = consumer.Consume(Patience) ?? throw new TimeoutException($"Record {read} of partition {partition} did not come.");
            }
        }
    }

    private static void Print(int records, long begun) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"rate {records / Stopwatch.GetElapsedTime(begun).TotalSeconds:0.0}"));
}
