// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;

namespace Sluice.EndToEnd.Tests.Groups;

/// <summary>A member of a group, as any .NET service is one: reads on a thread of its own and commits only what it is told to.</summary>
internal sealed class GroupReader : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _joined = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IConsumer<Ignore, Ignore> _consumer;
    private readonly Task _reading;

    private GroupReader(ConsumerConfig configuration, string topic)
    {
        _consumer = new ConsumerBuilder<Ignore, Ignore>(configuration)
            .SetPartitionsAssignedHandler((_, partitions) =>
            {
                if (partitions.Count > 0)
                {
                    _joined.TrySetResult();
                }
            })
            .SetLogHandler((_, _) => { })
            .Build();
        _consumer.Subscribe(topic);
        _reading = Task.Factory.StartNew(Read, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Joins and waits for the first assignment.</summary>
    public static async Task<GroupReader> JoinAsync(
        string servers, string group, string topic, GroupProtocol protocol, string client, string? instance = null)
    {
        var configuration = new ConsumerConfig
        {
            BootstrapServers = servers,
            GroupId = group,
            ClientId = client,
            GroupInstanceId = instance,
            GroupProtocol = protocol,
            EnableAutoCommit = false,
            AutoOffsetReset = AutoOffsetReset.Earliest,
        };
        if (protocol == GroupProtocol.Classic)
        {
            configuration.PartitionAssignmentStrategy = PartitionAssignmentStrategy.CooperativeSticky;
            configuration.SessionTimeoutMs = 6000;
        }

        var reader = new GroupReader(configuration, topic);
        await reader._joined.Task.WaitAsync(Deadline, TestContext.Current.CancellationToken);
        return reader;
    }

    /// <summary>Commits as a member.</summary>
    public Task CommitAsync(params TopicPartitionOffset[] offsets) =>
        Task.Run(() => _consumer.Commit(offsets), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading;
        _stop.Dispose();
    }

    private void Read()
    {
        while (!_stop.IsCancellationRequested)
        {
            _consumer.Consume(TimeSpan.FromMilliseconds(50));
        }

        _consumer.Close();
        _consumer.Dispose();
    }
}
