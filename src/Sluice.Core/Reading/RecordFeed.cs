// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Sluice.Core.Connections;
using Sluice.Core.Errors;

namespace Sluice.Core.Reading;

/// <summary>
/// Reads partitions from given offsets on and hands every record over as it comes, without a group: nothing is committed and no rebalance
/// touches it. One connection and one thread serve all partitions of a feed. Thread-safe.
/// </summary>
public sealed class RecordFeed : IAsyncDisposable
{
    // How long the thread waits for a record before it looks for orders.
    private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(10);

    private readonly ConsumerFactory _consumers;
    private readonly ClientErrors _errors;
    private readonly ILogger _log;
    private readonly TimeProvider _time;
    private readonly ConcurrentQueue<Action<IConsumer<byte[], byte[]>>> _orders = new();
    private readonly Dictionary<TopicPartition, IRecordSink> _sinks = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stop = new();
    private int _disposed;

    internal RecordFeed(ConsumerFactory consumers, ClientErrors errors, ILogger log, TimeProvider time)
    {
        (_consumers, _errors, _log, _time) = (consumers, errors, log, time);
        new Thread(Run) { IsBackground = true, Name = "sluice-feed" }.Start();
    }

    /// <summary>Begins to read these partitions. When it returns, whatever is written from now on will come.</summary>
    /// <param name="topic">The topic; it must exist.</param>
    /// <param name="offsets">For each partition the offset of the first record that is wanted.</param>
    /// <param name="sink">Takes the records.</param>
    /// <param name="timeout">How long the feed may take to begin.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="InvalidOperationException">The feed reads one of these partitions already: a second place in it takes a second feed.</exception>
    /// <exception cref="KafkaFailureException">It did not begin in time, or the client cannot be made.</exception>
    public async Task FollowAsync(
        string topic, IReadOnlyDictionary<int, long> offsets, IRecordSink sink, TimeSpan timeout, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(offsets);
        ArgumentNullException.ThrowIfNull(sink);
        TopicPartitionOffset[] places = [.. offsets.Select(offset => new TopicPartitionOffset(topic, offset.Key, offset.Value))];
        await OrderAsync(
            consumer =>
            {
                if (places.Any(place => _sinks.ContainsKey(place.TopicPartition)))
                {
                    throw new InvalidOperationException($"This feed reads partitions of \"{topic}\" already.");
                }

                foreach (var place in places)
                {
                    _sinks.Add(place.TopicPartition, sink);
                }

                consumer.IncrementalAssign(places);
            },
            timeout,
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads no more of this topic.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="timeout">How long to wait for the feed's thread.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task LeaveAsync(string topic, TimeSpan timeout, CancellationToken cancellationToken) => OrderAsync(
        consumer =>
        {
            TopicPartition[] places = [.. _sinks.Keys.Where(place => place.Topic == topic)];
            consumer.IncrementalUnassign(places);
            Array.ForEach(places, place => _sinks.Remove(place));
        },
        timeout,
        cancellationToken);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            await _stop.CancelAsync().ConfigureAwait(false);
            await _ended.Task.WaitAsync(StopTimeout, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _stop.Dispose();
        }
    }

    private async Task OrderAsync(Action<IConsumer<byte[], byte[]>> order, TimeSpan timeout, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) == 1, this);
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _orders.Enqueue(consumer =>
        {
            try
            {
                order(consumer);
                done.SetResult();
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        });
        try
        {
            var ended = await Task.WhenAny(done.Task, _ended.Task).WaitAsync(timeout, _time, cancellationToken).ConfigureAwait(false);
            await ended.ConfigureAwait(false);
            ObjectDisposedException.ThrowIf(!done.Task.IsCompleted, this);
        }
        catch (TimeoutException e)
        {
            throw new KafkaFailureException(
                _errors.Complete(new KafkaFailure(FailureCode.KafkaTimeout, $"Reading did not begin within {timeout.TotalSeconds:0.#} s.")), e);
        }
    }

    private void Run()
    {
        try
        {
            using var consumer = _consumers.CreateForFeed();
            while (!_stop.IsCancellationRequested)
            {
                while (_orders.TryDequeue(out var order))
                {
                    order(consumer);
                }

                ConsumeRound(consumer);
            }

            _ended.SetResult();
        }
        catch (Exception e)
        {
            // Nobody may wait for a feed that reads no more.
            Log.FeedFailed(_log, e);
            var failure = e as KafkaFailureException ?? new KafkaFailureException(FailureCode.Internal, $"Reading ended: {e.Message}", e);
            TellAll(failure.Failure with { IsRetryable = false });
            _ended.SetException(failure);
            _ = _ended.Task.Exception;
        }
    }

    private void ConsumeRound(IConsumer<byte[], byte[]> consumer)
    {
        var wait = Round;
        while (_orders.IsEmpty && !_stop.IsCancellationRequested)
        {
            try
            {
                if (consumer.Consume(wait) is not { } consumed)
                {
                    return;
                }

                Hand(consumed);
            }
            catch (ConsumeException e) when (!e.Error.IsFatal)
            {
                Tell(e);
            }

            wait = TimeSpan.Zero;
        }
    }

    private void Hand(ConsumeResult<byte[], byte[]> consumed)
    {
        if (!_sinks.TryGetValue(consumed.TopicPartition, out var sink))
        {
            return;
        }

        if (consumed.IsPartitionEOF)
        {
            sink.OnEnd(consumed.Partition.Value, consumed.Offset.Value);
        }
        else
        {
            sink.OnRecord(ConsumedRecords.ToStoredRecord(consumed));
        }
    }

    private void Tell(ConsumeException exception)
    {
        var place = exception.ConsumerRecord?.TopicPartition;
        var failure = _errors.ToFailure(exception.Error, place is null ? "Reading" : $"Reading {place.Topic}-{place.Partition.Value}");
        if (place is not null && _sinks.TryGetValue(place, out var sink))
        {
            sink.OnTrouble(place.Partition.Value, failure);
        }
        else
        {
            TellAll(failure);
        }
    }

    private void TellAll(KafkaFailure failure)
    {
        foreach (var sink in _sinks.Values.Distinct().ToArray())
        {
            sink.OnTrouble(null, failure);
        }
    }
}
