// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Confluent.Kafka;

namespace Sluice.LoadBench.References;

/// <summary>
/// Confluent.Kafka without a gateway, which writes the same record to the first partition of a topic, with the best settings that are known.
/// </summary>
internal sealed class NativeWriter : INativeWork
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RoomPause = TimeSpan.FromMilliseconds(5);
    private readonly IProducer<Null, byte[]> _producer;
    private readonly TopicPartition _partition;
    private readonly Message<Null, byte[]> _message;
    private long _failed;

    public NativeWriter(string servers, string topic, int bytes)
    {
        _partition = new TopicPartition(topic, 0);
        _message = new Message<Null, byte[]> { Value = new byte[bytes] };
        _producer = new ProducerBuilder<Null, byte[]>(new ProducerConfig
        {
            BootstrapServers = servers, Acks = Acks.All, EnableIdempotence = true, LingerMs = 0.3, BatchSize = 1_000_000,
            QueueBufferingMaxMessages = 1_000_000, DeliveryReportFields = "none",
        }).Build();
    }

    public double Work(TimeSpan time)
    {
        var begun = Stopwatch.GetTimestamp();
        var sent = 0L;
        while (sent % INativeWork.LookEvery > 0 || Stopwatch.GetElapsedTime(begun) < time)
        {
            try
            {
                _producer.Produce(_partition, _message, OnDelivered);
                sent++;
            }
            catch (ProduceException<Null, byte[]> e) when (e.Error.Code == ErrorCode.Local_QueueFull)
            {
                _producer.Poll(RoomPause);
            }
        }

        var left = _producer.Flush(Patience);
        return left == 0 && Interlocked.Read(ref _failed) == 0
            ? sent / Stopwatch.GetElapsedTime(begun).TotalSeconds
            : throw new InvalidOperationException($"{left} records were not acknowledged, {Interlocked.Read(ref _failed)} failed.");
    }

    public void Dispose() => _producer.Dispose();

    private void OnDelivered(DeliveryReport<Null, byte[]> report)
    {
        if (report.Error.IsError)
        {
            Interlocked.Increment(ref _failed);
        }
    }
}
