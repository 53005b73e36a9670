// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using System.Diagnostics;
using Confluent.Kafka;
using Sluice.Core.Errors;
using Sluice.Core.Records;
using Sluice.Core.Topics;

namespace Sluice.Core.Reading;

/// <summary>
/// One native consumer and the thread that blocks on it. After a read that stopped at a bound it goes on fetching, so that a
/// reader that continues there finds its records waiting; left alone, it gives the partition up and fetches nothing. One that
/// stalled keeps its place for longer: a slow fetch, or a long stretch of aborted records, goes on until it is asked again.
/// One read at a time: the pool sees to it.
/// </summary>
internal sealed class Cursor : IDisposable
{
    private const int MaxTopics = 1_000;
    private static readonly TimeSpan RestAfter = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan RestAfterStall = TimeSpan.FromSeconds(30);

    private readonly TimeSpan _stallAfter;
    private readonly Func<ICursorConsumer> _createConsumer;

    // Which life of each topic the consumer has come to know.
    private readonly Dictionary<string, TopicId> _topics = new(StringComparer.Ordinal);
    private readonly BlockingCollection<(CursorRead Read, TaskCompletionSource<CursorOutcome> Done)> _reads = [];
    private ICursorConsumer? _consumer;
    private bool _stalled;
    private StoredRecord? _held;

    /// <summary>Starts the thread.</summary>
    /// <param name="createConsumer">Makes the consumer, and another if the first must not be used any more.</param>
    /// <param name="stallAfter">How long a record that must be there may keep it waiting before it says so.</param>
    public Cursor(Func<ICursorConsumer> createConsumer, TimeSpan stallAfter)
    {
        _createConsumer = createConsumer;
        _stallAfter = stallAfter;
        new Thread(Run) { IsBackground = true, Name = "sluice-cursor" }.Start();
    }

    /// <summary>The partition it stands in, or null. Stable while no read is under way, except that it may turn null.</summary>
    public PartitionKey? Partition { get; private set; }

    /// <summary>The offset it continues at.</summary>
    public long Position { get; private set; }

    public Task<CursorOutcome> ReadAsync(CursorRead read)
    {
        var done = new TaskCompletionSource<CursorOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        _reads.Add((read, done));
        return done.Task;
    }

    /// <summary>Lets the thread end and close the consumer; a read under way ends first.</summary>
    public void Dispose() => _reads.CompleteAdding();

    private void Run()
    {
        while (!_reads.IsCompleted)
        {
            var patience = Partition is null ? Timeout.InfiniteTimeSpan : _stalled ? RestAfterStall : RestAfter;
            if (_reads.TryTake(out var next, patience))
            {
                Answer(next.Read, next.Done);
            }
            else
            {
                Rest();
            }
        }

        DropConsumer();
        _reads.Dispose();
    }

    private void Answer(CursorRead read, TaskCompletionSource<CursorOutcome> done)
    {
        CursorOutcome outcome;
        try
        {
            var isAhead = Partition == read.Partition && Position == read.Offset;
            outcome = Read(read);
            outcome = isAhead ? outcome with { MayBeOld = true } : outcome;
        }
        catch (KafkaException e)
        {
            DropConsumer();
            outcome = new CursorOutcome(CursorEnd.Failed, [], read.Offset, KafkaErrors.ToFailure(e.Error, $"Reading {read.Partition}"));
        }
        catch (Exception e)
        {
            DropConsumer();
            done.SetException(e);
            return;
        }

        _stalled = outcome.End == CursorEnd.Stalled;
        var rest = outcome.End is not (CursorEnd.Full or CursorEnd.Stalled);
        if (rest)
        {
            Partition = null;
        }

        done.SetResult(outcome);
        if (rest)
        {
            Rest();
        }
    }

    private void Rest()
    {
        Partition = null;
        _held = null;
        try
        {
            _consumer?.Unassign();
        }
        catch (KafkaException)
        {
            // It failed for good: the next read makes another.
            DropConsumer();
        }
    }

    private void DropConsumer()
    {
        Partition = null;
        _held = null;
        _topics.Clear();
        _consumer?.Dispose();
        _consumer = null;
    }

    private CursorOutcome Read(CursorRead read)
    {
        var begun = Stopwatch.GetTimestamp();
        var consumer = MoveTo(read.Partition, read.Offset);
        var records = new List<StoredRecord>();
        var size = 0L;
        var progress = Stopwatch.GetTimestamp();
        var counted = 0;
        KafkaFailure? failure = null;
        while (true)
        {
            if (_held is { } held)
            {
                // Where the reader goes on if this one does not fit: past a gap, if there is one before it.
                Position = held.Offset;
                var isFirst = records.Count == 0 && !read.MayBeEmpty;
                if (!isFirst && size + held.Size > read.MaxBytes)
                {
                    return new CursorOutcome(CursorEnd.Full, records, held.Offset);
                }

                if (!read.Keeps(held))
                {
                    return isFirst
                        ? new CursorOutcome(CursorEnd.Failed, records, held.Offset, ReadFailures.NoRoomFor(held)) { IsCut = true }
                        : new CursorOutcome(CursorEnd.Full, records, held.Offset) { IsCut = true };
                }

                records.Add(held);
                size += held.Size;
                Position = held.Offset + 1;
                _held = null;
            }

            if (records.Count >= read.MaxRecords || size >= read.MaxBytes)
            {
                return new CursorOutcome(CursorEnd.Full, records, Position);
            }

            // The time is looked at only where it may pass: that costs as much as a record.
            var mustCome = Position < read.Target;
            var wait = TimeSpan.Zero;
            if (!consumer.HasNext || read.GivenUp.IsCancellationRequested)
            {
                var now = Stopwatch.GetTimestamp();
                (progress, counted) = records.Count > counted ? (now, records.Count) : (progress, counted);
                var left = read.Timeout - Stopwatch.GetElapsedTime(begun, now);
                var patience = mustCome ? _stallAfter - Stopwatch.GetElapsedTime(progress, now) : TimeSpan.Zero;
                wait = left < patience ? left : patience;
                if ((mustCome && wait <= TimeSpan.Zero) || left < TimeSpan.Zero || read.GivenUp.IsCancellationRequested)
                {
                    return new CursorOutcome(CursorEnd.Stalled, records, Position, failure);
                }
            }

            try
            {
                if (consumer.Consume(wait, Wanted(read, records.Count, size)) is not { } consumed)
                {
                    if (mustCome)
                    {
                        continue;
                    }

                    return new CursorOutcome(CursorEnd.Reached, records, Position);
                }

                if (consumed.Record is null)
                {
                    Position = Math.Max(Position, consumed.Offset);
                }
                else if (consumed.Offset >= Position)
                {
                    _held = consumed.Record;
                }
            }
            catch (ConsumeException e) when (!e.Error.IsFatal)
            {
                // What a partition that was read before has to say comes late at times.
                if (e.ConsumerRecord is { Topic: not null } of && (of.Topic != read.Partition.Topic || of.Partition.Value != read.Partition.Partition))
                {
                    continue;
                }

                switch (KafkaErrors.CodeOf(e.Error.Code))
                {
                    case FailureCode.OffsetOutOfRange:
                        return new CursorOutcome(CursorEnd.OutOfRange, records, Position, KafkaErrors.ToFailure(e.Error, $"Reading {read.Partition}"));
                    case FailureCode.KafkaRefused when e.Error.Code != ErrorCode.GroupAuthorizationFailed:
                        return new CursorOutcome(CursorEnd.Failed, records, Position, KafkaErrors.ToFailure(e.Error, $"Reading {read.Partition}"));
                    default:
                        // The client library goes on by itself; if nothing comes, this is why.
                        failure = KafkaErrors.ToFailure(e.Error, $"Reading {read.Partition}");
                        break;
                }
            }
        }
    }

    // As many as there is room for, if they are like those before: what is taken and not used is fetched once more meanwhile.
    private static int Wanted(CursorRead read, int count, long size) =>
        count == 0 ? 1 : (int)Math.Min(read.MaxRecords - count, 1 + ((double)(read.MaxBytes - size) * count / Math.Max(1, size)));

    private ICursorConsumer MoveTo(PartitionKey partition, long offset)
    {
        // What a consumer knows of a deleted topic it holds against the one that is created after it under the same name.
        if (_topics.GetValueOrDefault(partition.Topic, partition.Id) != partition.Id || _topics.Count >= MaxTopics)
        {
            DropConsumer();
        }

        _consumer ??= _createConsumer();
        _topics[partition.Topic] = partition.Id;
        if (Partition != partition || Position != offset)
        {
            // Also within a partition: a seek, which waits until a pause of the fetching is over, takes twice as long.
            _consumer.Assign(new TopicPartitionOffset(partition.Topic, partition.Partition, offset));
            _held = null;
            Partition = partition;
            Position = offset;
        }

        return _consumer;
    }
}
