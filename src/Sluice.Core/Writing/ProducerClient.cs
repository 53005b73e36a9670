// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using Confluent.Kafka;
using Sluice.Core.Errors;
using Sluice.Core.Topics;

namespace Sluice.Core.Writing;

/// <summary>One native producer, with what it knows of topics. It closes when it is retired and its last user has left. Thread-safe.</summary>
internal sealed class ProducerClient
{
    private static readonly TimeSpan MetadataTimeout = TimeSpan.FromSeconds(2);

    // No record waits longer than that for its report.
    private static readonly TimeSpan FlushTimeout = ProducerSettings.MessageTimeout + TimeSpan.FromSeconds(2);

    private readonly IProducer<PendingRecord, byte[]?> _producer;
    private readonly IAdminClient _metadata;
    private readonly ConcurrentDictionary<string, TopicIdentity> _known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<TopicIdentity, Lazy<Task<bool>>> _learning = new();
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _users = 1;

    public ProducerClient(ClientConfig config, Action<ProducerClient, Error> onError, Action<LogMessage> onLog)
    {
        _producer = new ProducerBuilder<PendingRecord, byte[]?>(config)
            .SetKeySerializer(PendingRecord.Serializer)
            .SetValueSerializer(Serializers.ByteArray)
            .SetErrorHandler((_, error) => onError(this, error))
            .SetLogHandler((_, message) => onLog(message))
            .Build();
        _metadata = new DependentAdminClientBuilder(_producer.Handle).Build();
    }

    public void Enter() => Interlocked.Increment(ref _users);

    public void Leave()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            _ = Task.Factory.StartNew(Close, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
    }

    /// <summary>Lets it close once its users have left and its records are reported on, or will not be; the task ends after that.</summary>
    public Task Retire()
    {
        Leave();
        return _closed.Task;
    }

    /// <summary>Hands a record over.</summary>
    /// <exception cref="ProduceException{TKey,TValue}">It was not taken and gets no report.</exception>
    public void Produce(TopicPartition partition, Message<PendingRecord, byte[]?> message) =>
        _producer.Produce(partition, message, PendingRecord.Handler);

    /// <summary>
    /// Makes sure that the producer has seen this life of the topic with all its partitions, so that it places keys by the right
    /// number of them. False if the broker that was asked had not: ask again.
    /// </summary>
    public ValueTask<bool> LearnAsync(TopicIdentity topic, Deadline deadline, CancellationToken cancellationToken) =>
        _known.TryGetValue(topic.Name, out var known) && known.Id == topic.Id && known.PartitionCount >= topic.PartitionCount
            ? new(true)
            : new(AskAsync(topic, deadline, cancellationToken));

    /// <summary>Asks for the topic again before the next record is sent to it.</summary>
    public void Forget(string topic) => _known.TryRemove(topic, out _);

    private async Task<bool> AskAsync(TopicIdentity topic, Deadline deadline, CancellationToken cancellationToken)
    {
        var asking = _learning.GetOrAdd(topic, static (topic, client) => new(() => client.Ask(topic)), this);
        try
        {
            return await asking.Value.WaitAsync(deadline.Remaining, deadline.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new KafkaFailureException(
                FailureCode.KafkaTimeout, $"Writing to \"{topic.Name}\": no broker told the producer about the topic's {topic.PartitionCount} partitions in time.");
        }
    }

    private Task<bool> Ask(TopicIdentity topic)
    {
        Enter();
        return Task.Factory.StartNew(
            () =>
            {
                try
                {
                    var answer = _metadata.GetMetadata(topic.Name, MetadataTimeout).Topics.Single();
                    var seen = !answer.Error.IsError && answer.Partitions.Count >= topic.PartitionCount;
                    if (seen)
                    {
                        _known[topic.Name] = topic;
                    }

                    return seen;
                }
                catch (KafkaException)
                {
                    return false;
                }
                finally
                {
                    _learning.TryRemove(topic, out _);
                    Leave();
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
    }

    private void Close()
    {
        _producer.Flush(FlushTimeout);
        _metadata.Dispose();
        _producer.Dispose();
        _closed.SetResult();
    }
}
