// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;

namespace Sluice.Soak.TestKit;

/// <summary>The quickest service there is: it passes on each record as it is, key and partition too.</summary>
internal sealed class EchoService : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _assigned = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Thread _thread;
    private readonly string _bootstrapServers;
    private readonly string _from;
    private readonly string _to;
    private readonly string _group;

    public EchoService(string bootstrapServers, string from, string to, string group)
    {
        (_bootstrapServers, _from, _to, _group) = (bootstrapServers, from, to, group);
        _thread = new Thread(Run) { IsBackground = true };
        _thread.Start();
    }

    /// <summary>Completes when its group has given it partitions.</summary>
    public Task Assigned => _assigned.Task;

    public void Dispose()
    {
        _stop.Cancel();
        _thread.Join();
        _stop.Dispose();
    }

    private void Run()
    {
        var reading = new ConsumerConfig
        {
            BootstrapServers = _bootstrapServers, GroupId = _group, AutoOffsetReset = AutoOffsetReset.Earliest, FetchWaitMaxMs = 5, AutoCommitIntervalMs = 500,
        };
        using var consumer = new ConsumerBuilder<byte[], byte[]>(reading).SetPartitionsAssignedHandler((_, _) => _assigned.TrySetResult()).Build();
        using var producer = EchoClients.CreateProducer(_bootstrapServers);
        consumer.Subscribe(_from);
        try
        {
            while (true)
            {
                var read = consumer.Consume(_stop.Token);
                producer.Produce(new TopicPartition(_to, read.Partition), new Message<byte[], byte[]> { Key = read.Message.Key, Value = read.Message.Value });
            }
        }
        catch (OperationCanceledException)
        {
            producer.Flush(TimeSpan.FromSeconds(10));
            consumer.Close();
        }
        catch (KafkaException e)
        {
            _assigned.TrySetException(e);
        }
    }
}
