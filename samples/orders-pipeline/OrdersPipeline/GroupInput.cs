// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;

namespace OrdersPipeline;

/// <summary>A member of a consumer group that commits what is done, and nothing else.</summary>
internal sealed class GroupInput : IInput, IDisposable
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);
    private readonly IConsumer<byte[]?, byte[]?> _consumer;

    public GroupInput(Settings settings, string group, string topic)
    {
        var config = new ConsumerConfig(new Dictionary<string, string>(settings.Kafka))
        {
            GroupId = group,
            AutoOffsetReset = AutoOffsetReset.Earliest,
            PartitionAssignmentStrategy = PartitionAssignmentStrategy.CooperativeSticky,
            SessionTimeoutMs = (int)settings.SessionTimeout.TotalMilliseconds,
            HeartbeatIntervalMs = (int)settings.HeartbeatInterval.TotalMilliseconds,
            // Committed in the background, and again when partitions go: but only what Done has stored.
            EnableAutoOffsetStore = false,
            EnableAutoCommit = true,
            AutoCommitIntervalMs = 100,
            FetchWaitMaxMs = 20,
        };
        _consumer = new ConsumerBuilder<byte[]?, byte[]?>(config)
            .SetErrorHandler((_, error) => Console.Error.WriteLine($"Kafka: {error.Reason}"))
            .SetLogHandler((_, _) => { })
            .SetPartitionsAssignedHandler((_, partitions) => Tell("assigned", partitions))
            .SetPartitionsRevokedHandler((_, partitions) => Tell("revoked", partitions.Select(partition => partition.TopicPartition)))
            .Build();
        _consumer.Subscribe(topic);
    }

    public InputRecord? Read(TimeSpan patience)
    {
        try
        {
            return _consumer.Consume(patience);
        }
        catch (ConsumeException trouble) when (!trouble.Error.IsFatal)
        {
            // The client goes on by itself: a broker is away, or the topic is not there yet.
            Console.Error.WriteLine($"Reading: {trouble.Error.Reason}");
            return null;
        }
    }

    public void Done(InputRecord record)
    {
        if (Owns(record))
        {
            _consumer.StoreOffset(record);
        }
    }

    public bool WaitWith(InputRecord record, Task work, CancellationToken stopping)
    {
        while (!work.IsCompleted && !stopping.IsCancellationRequested && Owns(record))
        {
            // A paused member that polls keeps its partitions, and may be given more of them.
            _consumer.Pause(_consumer.Assignment);
            if (Read(PollInterval) is { } early)
            {
                _consumer.Pause([early.TopicPartition]);
                _consumer.Seek(early.TopicPartitionOffset);
            }
        }

        _consumer.Resume(_consumer.Assignment);
        return Owns(record);
    }

    public void Commit(InputRecord record) => _consumer.Commit(record);

    /// <summary>Commits what is done and leaves the group, so that another member takes over at once.</summary>
    public void Dispose()
    {
        _consumer.Close();
        _consumer.Dispose();
    }

    private static void Tell(string what, IEnumerable<TopicPartition> partitions) =>
        Console.WriteLine($"{what} {string.Join(' ', partitions.Select(partition => partition.Partition.Value))}");

    private bool Owns(InputRecord record) => _consumer.Assignment.Contains(record.TopicPartition);
}
