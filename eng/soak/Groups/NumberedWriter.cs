// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;

namespace Sluice.Soak.Groups;

/// <summary>Writes numbered records to the partitions in turn, as a plain producer, until it is told to stop. Acknowledged records are known by their place.</summary>
internal sealed class NumberedWriter : IAsyncDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(10);
    private readonly CancellationTokenSource _stop = new();
    private readonly IProducer<Null, string> _producer;
    private readonly string _topic;
    private readonly int _partitions;
    private readonly long[] _ends;
    private readonly Task _writing;

    public NumberedWriter(string bootstrapServers, string topic, int partitions)
    {
        var config = new ProducerConfig { BootstrapServers = bootstrapServers, EnableIdempotence = true, LingerMs = 0 };
        _producer = new ProducerBuilder<Null, string>(config).SetLogHandler((_, _) => { }).Build();
        _topic = topic;
        _partitions = partitions;
        _ends = new long[partitions];
        _writing = WriteAsync(_stop.Token);
    }

    /// <summary>The offset behind each partition's last acknowledged record: nobody else writes, and nothing is deleted.</summary>
    public long[] Ends
    {
        get
        {
            lock (_ends)
            {
                return [.. _ends];
            }
        }
    }

    /// <summary>Writes no more; fails if a record could not be written.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _writing;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _producer.Dispose();
        _stop.Dispose();
    }

    private async Task WriteAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Pace);
        for (var number = 0; !stop.IsCancellationRequested; number++)
        {
            var place = await _producer.ProduceAsync(
                new TopicPartition(_topic, number % _partitions), new Message<Null, string> { Value = $"{number}" }, CancellationToken.None);
            lock (_ends)
            {
                _ends[place.Partition.Value] = place.Offset.Value + 1;
            }

            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
