// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using System.Globalization;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Sluice.Core.Native;
using Sluice.Core.Topics;

namespace Sluice.Core.Writing;

/// <summary>
/// One native producer, with what it knows of topics. It closes when it is retired and its last user has left. Thread-safe.
/// </summary>
internal sealed class ProducerClient
{
    private const string BatchLimitProperty = "max.message.bytes";
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(2);

    // Who handed a record over has given up by then.
    private static readonly TimeSpan FlushTimeout = TimeSpan.FromSeconds(9);

    private readonly BatchProducer _producer;
    private readonly IAdminClient _asker;
    private readonly ConcurrentDictionary<string, TopicIdentity> _known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<TopicIdentity, Lazy<Task<bool>>> _learning = new();
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _users = 1;

    public ProducerClient(Func<Action<Error>, BatchProducer> create, Action<ProducerClient, Error> onFatal)
    {
        _producer = create(error =>
        {
            if (error.IsFatal)
            {
                onFatal(this, error);
            }
        });
        _asker = new DependentAdminClientBuilder(_producer.Handle).Build();
    }

    public void Enter() => Interlocked.Increment(ref _users);

    public void Leave()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            _ = RunBlocking(Close);
        }
    }

    /// <summary>Lets it close once its users have left and its records are reported on; the task ends after that.</summary>
    public Task Retire()
    {
        Leave();
        return _closed.Task;
    }

    /// <inheritdoc cref="BatchProducer.Produce"/>
    public void Produce(WriteBatch batch, Placements placements, int next, int end, int only, Span<ErrorCode> errors) =>
        _producer.Produce(batch, placements, next, end, only, errors);

    /// <inheritdoc cref="BatchProducer.FindFatalError"/>
    public Error? FindFatalError() => _producer.FindFatalError();

    /// <summary>
    /// Makes sure that the producer has seen this life of the topic with all its partitions, so that it places keys by the right
    /// number of them, and that their leaders know that they are. False if the broker that was asked had not, a leader does not, or time was over: ask again.
    /// </summary>
    public async ValueTask<bool> LearnAsync(TopicIdentity topic, Deadline deadline, CancellationToken cancellationToken)
    {
        if (Knows(topic))
        {
            return true;
        }

        var learning = _learning.GetOrAdd(topic, static (topic, client) => new(() => client.LearnAsync(topic)), this).Value;
        return await deadline.WaitAsync(learning, cancellationToken).ConfigureAwait(false) && await learning.ConfigureAwait(false);
    }

    /// <summary>Asks for the topic again before the next record is sent to it.</summary>
    public void Forget(string topic) => _known.TryRemove(topic, out _);

    /// <summary>The size of the largest batch that the topic takes; null if Kafka does not say.</summary>
    public async Task<int?> FindBatchLimitAsync(string topic)
    {
        Enter();
        try
        {
            var answer = await _asker.DescribeConfigsAsync(
                [new ConfigResource { Type = ResourceType.Topic, Name = topic }],
                new DescribeConfigsOptions { RequestTimeout = RequestTimeout }).ConfigureAwait(false);
            return int.Parse(answer.Single().Entries[BatchLimitProperty].Value, CultureInfo.InvariantCulture);
        }
        catch (KafkaException)
        {
            return null;
        }
        finally
        {
            Leave();
        }
    }

    private bool Knows(TopicIdentity topic) =>
        _known.TryGetValue(topic.Name, out var known) && known.Id == topic.Id && known.PartitionCount >= topic.PartitionCount;

    private async Task<bool> LearnAsync(TopicIdentity topic)
    {
        Enter();
        try
        {
            var answer = await RunBlocking(() => _asker.GetMetadata(topic.Name, RequestTimeout).Topics.Single()).ConfigureAwait(false);
            var isReady = !answer.Error.IsError && answer.Partitions.Count >= topic.PartitionCount && await HasReadyLeadersAsync(answer).ConfigureAwait(false);
            if (isReady)
            {
                _known[topic.Name] = topic;
            }

            return isReady;
        }
        catch (KafkaException)
        {
            // Why Kafka cannot be asked is said by whoever asks it next for the topic itself.
            return false;
        }
        finally
        {
            _learning.TryRemove(topic, out _);
            Leave();
        }
    }

    // A broker that is told of its new partition later than others refuses the first batches, and takes what was sent behind them if it learns meanwhile:
    // the earlier ones are then lost (see WriteFailures.Unconfirmed). Who answers what the last offset is takes batches as well.
    private async Task<bool> HasReadyLeadersAsync(TopicMetadata topic)
    {
        var questions = topic.Partitions.Where(partition => partition.Leader >= 0).Select(partition => new TopicPartitionOffsetSpec
        {
            TopicPartition = new(topic.Topic, partition.PartitionId),
            OffsetSpec = OffsetSpec.Latest(),
        }).ToList();
        if (questions.Count == 0)
        {
            return true;
        }

        try
        {
            await _asker.ListOffsetsAsync(questions, new ListOffsetsOptions { RequestTimeout = RequestTimeout }).ConfigureAwait(false);
            return true;
        }
        catch (ListOffsetsException e)
        {
            return !e.Result.ResultInfos.Exists(answer => IsLate(answer.TopicPartitionOffsetError.Error.Code));
        }
        catch (KafkaException)
        {
            // A broker that says nothing must not keep others from what they are sent.
            return true;
        }
    }

    private static bool IsLate(ErrorCode code) =>
        code is ErrorCode.NotLeaderForPartition or ErrorCode.UnknownTopicOrPart or ErrorCode.FencedLeaderEpoch or ErrorCode.UnknownLeaderEpoch;

    private void Close()
    {
        try
        {
            _producer.Flush(FlushTimeout);
            _asker.Dispose();
            _producer.Dispose();
        }
        finally
        {
            _closed.SetResult();
        }
    }

    private static Task RunBlocking(Action call) =>
        Task.Factory.StartNew(call, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static Task<T> RunBlocking<T>(Func<T> call) =>
        Task.Factory.StartNew(call, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
