// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using System.Diagnostics;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace Sluice.Core.Reading;

/// <summary>
/// Where readers wait at the end of their partitions: one native consumer and one thread for all of them, so that a thousand
/// long polls cost neither a thousand threads nor a thousand consumers. Thread-safe.
/// </summary>
internal sealed class Tail : IDisposable
{
    private const int MaxRecordsARound = 1_000;
    private const long MaxBytesARound = 8_000_000;

    // What is kept of one partition, and of all together, for readers that come a moment late; and what may come while none of them does.
    private const long MaxKeptBytes = 8 * 1024 * 1024;
    private const long MaxKeptBytesInAll = 32 * 1024 * 1024;
    private const long MaxUntakenBytes = 1024 * 1024;

    // How long the thread blocks before it looks for newcomers.
    private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan SweepEvery = TimeSpan.FromMilliseconds(250);

    // A reader that polls again soon finds its partition still assigned and is woken without the delay of a new assignment.
    private static readonly TimeSpan KeepDeserted = TimeSpan.FromSeconds(2);

    // A client that follows has an answer to read before it asks for the next.
    private static readonly TimeSpan KeepUntaken = TimeSpan.FromMilliseconds(500);

    private readonly Func<IConsumer<byte[], byte[]>> _createConsumer;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly BlockingCollection<TailWaiter> _newcomers = [];
    private readonly ConcurrentDictionary<(string Topic, int Partition), TailPartition> _partitions = [];
    private readonly List<TailPartition> _touched = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Thread _thread;
    private IConsumer<byte[], byte[]>? _consumer;
    private long _roundBytes;
    private long _fetched;
    private long _lastSweep = Stopwatch.GetTimestamp();

    public Tail(Func<IConsumer<byte[], byte[]>> createConsumer, TimeProvider time, ILogger log)
    {
        _createConsumer = createConsumer;
        _time = time;
        _log = log;
        _thread = new Thread(Run) { IsBackground = true, Name = "sluice-tail" };
        _thread.Start();
    }

    /// <summary>Number of records that came from Kafka.</summary>
    public long Fetched => Volatile.Read(ref _fetched);

    /// <summary>Where it stands.</summary>
    public ICollection<TailPartition> Partitions => _partitions.Values;

    private long MaxKeptBytesEach => Math.Min(MaxKeptBytes, MaxKeptBytesInAll / Math.Max(1, _partitions.Count));

    /// <summary>
    /// The records from that offset on, within the bounds, if they came a moment ago and are still here; none if that is where it stands; null
    /// if it knows nothing of them. What was deleted from the partition meanwhile may be among them.
    /// </summary>
    public ReadResult? Find(PartitionKey partition, long offset, int maxRecords, long maxBytes) =>
        Find(partition)?.Kept.ReadOrStand(offset, maxRecords, maxBytes);

    /// <summary>
    /// Waits until a record at or after that offset is there and returns what came, within the bounds; null if the reader must look for
    /// itself, because something about the partition changed.
    /// </summary>
    /// <exception cref="TimeoutException">Nothing came in time.</exception>
    public async Task<ReadResult?> WaitAsync(
        PartitionKey partition, long offset, int maxRecords, long maxBytes, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var waiter = new TailWaiter(partition, offset, maxRecords, maxBytes);
        _newcomers.Add(waiter, cancellationToken);
        try
        {
            return await waiter.Woken.WaitAsync(timeout, _time, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            waiter.WakeToLookAgain();
        }
    }

    public void Dispose()
    {
        _newcomers.CompleteAdding();
        _stop.Cancel();
        _thread.Join(TimeSpan.FromSeconds(5));
    }

    private void Run()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                TakeNewcomers();
                ConsumeRound();
                Sweep();
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)
            {
                // Whatever it was, nobody may be left waiting for a consumer that no longer serves.
                _log.TailFailed(e);
                var failed = _consumer;
                _consumer = null;
                Forget(_partitions.Values);
                failed?.Dispose();
            }
        }

        DropConsumer();
        foreach (var waiter in _partitions.Values.SelectMany(p => p.Waiters).Concat(_newcomers.GetConsumingEnumerable()))
        {
            waiter.WakeToLookAgain();
        }

        _stop.Dispose();
        _newcomers.Dispose();
    }

    /// <summary>Takes in those who came; blocks only while nobody waits.</summary>
    private void TakeNewcomers()
    {
        var added = new List<TopicPartitionOffset>();
        var waiter = _partitions.IsEmpty ? _newcomers.Take(_stop.Token) : null;
        while (waiter is not null || _newcomers.TryTake(out waiter))
        {
            if (!waiter.IsOver)
            {
                Place(waiter, added);
            }

            waiter = null;
        }

        if (_consumer is null && !_partitions.IsEmpty)
        {
            _consumer = _createConsumer();
            _consumer.Assign(_partitions.Values.Select(p => new TopicPartitionOffset(p.Key.Topic, p.Key.Partition, p.Kept.Position)));
        }
        else if (added.Count > 0)
        {
            _consumer!.IncrementalAssign(added);
        }
    }

    private void Place(TailWaiter waiter, List<TopicPartitionOffset> added)
    {
        var key = waiter.Partition;
        if (_partitions.TryGetValue((key.Topic, key.Partition), out var partition) && partition.Key != key)
        {
            // The topic was deleted and created again: a new consumer knows nothing of the old one.
            partition.WakeAllToLookAgain();
            _partitions.TryRemove((key.Topic, key.Partition), out _);
            partition = null;
            DropConsumer();
        }

        if (partition is null)
        {
            partition = new TailPartition(key, waiter.Offset);
            _partitions[(key.Topic, key.Partition)] = partition;
            added.Add(new TopicPartitionOffset(key.Topic, key.Partition, waiter.Offset));
        }

        if (partition.Kept.Position <= waiter.Offset)
        {
            partition.Add(waiter);
        }
        else if (partition.Kept.Read(waiter.Offset, waiter.MaxRecords, waiter.MaxBytes) is { } kept)
        {
            waiter.TryWake(kept);
        }
        else
        {
            waiter.WakeToLookAgain();
        }
    }

    private void ConsumeRound()
    {
        if (_consumer is null)
        {
            return;
        }

        var wait = Round;
        _roundBytes = 0;
        for (var i = 0; i < MaxRecordsARound && _roundBytes < MaxBytesARound; i++)
        {
            try
            {
                var consumed = _consumer.Consume(wait);
                if (consumed is null)
                {
                    break;
                }

                Take(consumed);
            }
            catch (ConsumeException e) when (!e.Error.IsFatal)
            {
                // Of a whole client's troubles it recovers by itself; a partition's may mean that it is no longer what it was.
                var place = e.ConsumerRecord?.TopicPartition;
                if (place is not null && _partitions.TryGetValue((place.Topic, place.Partition.Value), out var partition))
                {
                    Forget([partition]);
                }
            }

            wait = TimeSpan.Zero;
        }

        foreach (var partition in _touched)
        {
            partition.HandOut();
            partition.Kept.Trim(MaxKeptBytesEach);
        }

        _touched.Clear();
    }

    private void Take(ConsumeResult<byte[], byte[]> consumed)
    {
        if (!_partitions.TryGetValue((consumed.Topic, consumed.Partition.Value), out var partition))
        {
            return;
        }

        var record = ConsumedRecords.ToStoredRecord(consumed);
        _fetched++;
        _roundBytes += record.Size;
        partition.Kept.Add(record);
        if (partition.Waiters.Count == 0 && partition.Kept.Untaken > MaxUntakenBytes && partition.Kept.SinceTaken > KeepUntaken)
        {
            // Nobody follows it any more.
            Forget([partition]);
        }
        else if (!partition.IsTouched)
        {
            partition.IsTouched = true;
            _touched.Add(partition);
        }
    }

    private void Sweep()
    {
        if (Stopwatch.GetElapsedTime(_lastSweep) < SweepEvery)
        {
            return;
        }

        _lastSweep = Stopwatch.GetTimestamp();
        foreach (var partition in _partitions.Values)
        {
            partition.Sweep();
            partition.Kept.Trim(MaxKeptBytesEach);
        }

        Forget([.. _partitions.Values.Where(p => p.Deserted > KeepDeserted)]);
    }

    private TailPartition? Find(PartitionKey key) =>
        _partitions.TryGetValue((key.Topic, key.Partition), out var partition) && partition.Key == key ? partition : null;

    private void Forget(ICollection<TailPartition> partitions)
    {
        if (partitions.Count == 0)
        {
            return;
        }

        foreach (var partition in partitions)
        {
            partition.WakeAllToLookAgain();
            _partitions.TryRemove((partition.Key.Topic, partition.Key.Partition), out _);
        }

        _consumer?.IncrementalUnassign(partitions.Select(p => new TopicPartition(p.Key.Topic, p.Key.Partition)));
    }

    private void DropConsumer()
    {
        _consumer?.Dispose();
        _consumer = null;
    }
}
