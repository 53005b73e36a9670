// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Confluent.Kafka;

namespace Sluice.Soak.TestKit;

/// <summary>
/// What a program of one's own would do in place of the test kit: write a record, wait until it comes out of the service, take the next one.
/// The least that a case can take.
/// </summary>
internal sealed class EchoClients : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _expected = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly IProducer<byte[], byte[]> _producer;
    private readonly IConsumer<byte[], byte[]> _consumer;
    private readonly Thread _reading;
    private readonly string _to;

    public EchoClients(string bootstrapServers, string to, string from, int partitions)
    {
        _to = to;
        _producer = CreateProducer(bootstrapServers);
        _consumer = new ConsumerBuilder<byte[], byte[]>(
            new ConsumerConfig { BootstrapServers = bootstrapServers, GroupId = "bare", EnableAutoCommit = false, FetchWaitMaxMs = 5 }).Build();
        _consumer.Assign(Enumerable.Range(0, partitions).Select(partition => new TopicPartitionOffset(
            from, partition, _consumer.QueryWatermarkOffsets(new TopicPartition(from, partition), Patience).High)));
        _reading = new Thread(Read) { IsBackground = true };
        _reading.Start();
    }

    public static IProducer<byte[], byte[]> CreateProducer(string bootstrapServers) => new ProducerBuilder<byte[], byte[]>(
        new ProducerConfig { BootstrapServers = bootstrapServers, Acks = Acks.All, EnableIdempotence = true, LingerMs = 0 }).Build();

    /// <summary>So many round trips in each partition, one after the other; returns how long each took.</summary>
    public async Task<List<TimeSpan>> RunAsync(int partitions, int each, CancellationToken cancellationToken)
    {
        var lanes = await Task.WhenAll(Enumerable.Range(0, partitions).Select(partition => RunLaneAsync(partition, each, cancellationToken)));
        return [.. lanes.SelectMany(lane => lane)];
    }

    public void Dispose()
    {
        _stop.Cancel();
        _reading.Join();
        _consumer.Dispose();
        _producer.Dispose();
        _stop.Dispose();
    }

    private async Task<List<TimeSpan>> RunLaneAsync(int partition, int count, CancellationToken cancellationToken)
    {
        var times = new List<TimeSpan>(count);
        for (var i = 0; i < count; i++)
        {
            var begun = Stopwatch.GetTimestamp();
            var key = Guid.NewGuid().ToString("N");
            var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _expected[key] = seen;
            var message = new Message<byte[], byte[]> { Key = Encoding.UTF8.GetBytes(key), Value = Encoding.UTF8.GetBytes($$"""{"id":"{{key}}","n":"{{i}}"}""") };
            await _producer.ProduceAsync(new TopicPartition(_to, partition), message, cancellationToken);
            await seen.Task.WaitAsync(Patience, cancellationToken);
            times.Add(Stopwatch.GetElapsedTime(begun));
        }

        return times;
    }

    private void Read()
    {
        try
        {
            while (true)
            {
                if (_expected.TryRemove(Encoding.UTF8.GetString(_consumer.Consume(_stop.Token).Message.Key), out var seen))
                {
                    seen.SetResult();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // It is over.
        }
    }
}
