// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Confluent.Kafka;

namespace Sluice.LoadBench.References;

/// <summary>
/// Confluent.Kafka without a gateway, which reads partitions from their beginning to their end, again and again: one consumer and one thread a
/// partition, the fastest that this client can do, with the best settings that are known.
/// </summary>
internal sealed class NativeReader : INativeWork
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly IConsumer<byte[], byte[]>[] _consumers;
    private readonly string _topic;
    private readonly long _end;

    /// <param name="servers">The cluster.</param>
    /// <param name="topic">The topic, which has nothing but records from offset 0 on.</param>
    /// <param name="partitions">How many partitions are read at once, from the first on.</param>
    /// <param name="end">The offset behind the last record of each.</param>
    public NativeReader(string servers, string topic, int partitions, long end)
    {
        _topic = topic;
        _end = end;
        var config = new ConsumerConfig
        {
            BootstrapServers = servers, GroupId = "bench", EnableAutoCommit = false, EnableAutoOffsetStore = false, QueuedMinMessages = 5_000,
            FetchQueueBackoffMs = 1, FetchWaitMaxMs = 5,
        };
        _consumers = [.. Enumerable.Range(0, partitions).Select(_ => new ConsumerBuilder<byte[], byte[]>(config).Build())];
        Work(TimeSpan.Zero);
    }

    public double Work(TimeSpan time)
    {
        var begun = Stopwatch.GetTimestamp();
        var read = new long[_consumers.Length];
        Exception? failure = null;
        var threads = Enumerable.Range(0, _consumers.Length).Select(partition => new Thread(() => Read(partition))).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        var rate = read.Sum() / Stopwatch.GetElapsedTime(begun).TotalSeconds;

        // With full queues it would go on looking whether there is room while others have their turn.
        Array.ForEach(_consumers, consumer => consumer.Unassign());
        return failure is null ? rate : throw failure;

        void Read(int partition)
        {
            try
            {
                read[partition] = ReadPartition(partition, begun, time);
            }
            catch (Exception e) when (e is KafkaException or TimeoutException)
            {
                failure = e;
            }
        }
    }

    public void Dispose() => Array.ForEach(_consumers, consumer => consumer.Dispose());

    private long ReadPartition(int partition, long begun, TimeSpan time)
    {
        var consumer = _consumers[partition];
        var beginning = new TopicPartitionOffset(_topic, partition, 0);
        consumer.Assign(beginning);
        var read = 0L;
        do
        {
            for (var i = 0; i < INativeWork.LookEvery; i++)
            {
                var record = consumer.Consume(Patience) ?? throw new TimeoutException(
                    $"After {read} records, at {consumer.Position(beginning.TopicPartition)}, partition {partition} brought no more; its end is {consumer.QueryWatermarkOffsets(beginning.TopicPartition, Patience).High}.");
                read++;
                if (record.Offset.Value == _end - 1)
                {
                    consumer.Seek(beginning);
                }
            }
        }
        while (Stopwatch.GetElapsedTime(begun) < time);

        return read;
    }
}
