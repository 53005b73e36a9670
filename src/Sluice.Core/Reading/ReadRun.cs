// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Errors;
using Sluice.Core.Records;
using Sluice.Core.Topics;

namespace Sluice.Core.Reading;

/// <summary>One call's reading, from the topic's name to the records.</summary>
internal sealed class ReadRun(
    TopicCatalog topics, SharedReads reads, Tail tail, KnownOffsets known, ReadRequest request, KafkaClusterOptions options, TimeProvider time, CancellationToken cancellationToken)
{
    private static readonly TimeSpan ShortestRangeWait = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestRangeWait = TimeSpan.FromSeconds(1);

    // A guess at what the topic still is, while Kafka is asked: a wrong one costs a stalled cursor, a missing one a round trip.
    private static readonly TimeSpan GuessMaxAge = TimeSpan.FromSeconds(5);

    private readonly List<StoredRecord> _records = [];
    private long _size;
    private long _begun;
    private TimeSpan _timeout;
    private KafkaFailure? _lastFailure;

    /// <summary>The partition, once a read has begun.</summary>
    public PartitionKey Partition { get; private set; } = null!;

    private TimeSpan Left
    {
        get
        {
            var left = _timeout - time.GetElapsedTime(_begun);
            return left > TimeSpan.Zero ? left : throw new KafkaFailureException(_lastFailure is { IsRetryable: true } failure
                ? failure
                : ReadFailures.NotInTime(Name, _timeout));
        }
    }

    private string Name => $"partition {request.Partition} of topic \"{request.Topic}\"";

    /// <summary>Reads from the request's position.</summary>
    public Task<ReadResult> ReadAsync(TimeSpan timeout) => ReadCurrentAsync(FindOffsetAsync, mayWait: request.Wait > TimeSpan.Zero, timeout);

    /// <summary>Reads again, from where an empty answer ended.</summary>
    public Task<ReadResult> ContinueAsync(long offset, TimeSpan timeout) => ReadCurrentAsync(() => ValueTask.FromResult(offset), mayWait: false, timeout);

    private void Begin(TimeSpan timeout)
    {
        _begun = time.GetTimestamp();
        _timeout = timeout;
    }

    /// <summary>
    /// Reads from the topic that has the name now. What Kafka says of that, asked after the call began, decides over the answer;
    /// it is waited for beside the reading, not before it, where the topic was in use a moment ago.
    /// </summary>
    private async Task<ReadResult> ReadCurrentAsync(Func<ValueTask<long>> findOffset, bool mayWait, TimeSpan timeout)
    {
        Begin(timeout);
        var asked = ResolveAsync();
        while (true)
        {
            Partition = !asked.IsCompleted && topics.Find(request.Topic, GuessMaxAge) is { } guess && request.Partition < guess.PartitionCount
                ? PartitionOf(guess)
                : PartitionOf(await asked.ConfigureAwait(false));
            var reading = ReadFromAsync(findOffset, mayWait);
            await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (Partition == PartitionOf(await asked.ConfigureAwait(false)))
            {
                return await reading.ConfigureAwait(false);
            }

            _records.Clear();
            _size = 0;
            asked = ResolveAsync();
            await asked.ConfigureAwait(false);
        }
    }

    private Task<TopicIdentity> ResolveAsync() => topics.ResolveAsync(request.Topic, TimeSpan.Zero, Left, cancellationToken).AsTask();

    private PartitionKey PartitionOf(TopicIdentity topic) => request.Partition >= 0 && request.Partition < topic.PartitionCount
        ? new PartitionKey(topic.Name, topic.Id, request.Partition)
        : throw new KafkaFailureException(
            FailureCode.PartitionNotFound,
            $"Topic \"{request.Topic}\" has no partition {request.Partition}: it has {topic.PartitionCount}, numbered from 0.");

    private async ValueTask<long> FindOffsetAsync() => request.Position.Kind switch
    {
        ReadPositionKind.Offset => request.Position.Number,
        ReadPositionKind.Earliest => (await OffsetsAsync().ConfigureAwait(false)).Earliest,
        ReadPositionKind.Latest => await AskEndAsync().ConfigureAwait(false),
        ReadPositionKind.Time => await topics.GetOffsetAtTimeAsync(
            request.Topic, request.Partition, request.Position.Number, Left, cancellationToken).ConfigureAwait(false),
        _ => throw new InvalidOperationException($"Unknown position {request.Position.Kind}."),
    };

    private async Task<ReadResult> ReadFromAsync(Func<ValueTask<long>> findOffset, bool mayWait)
    {
        var offset = await findOffset().ConfigureAwait(false);
        if (await FindInTailAsync(offset, mayWait).ConfigureAwait(false) is { } found)
        {
            return found;
        }

        var next = offset;
        var target = known.GetEnd(Partition);
        var isAsked = false;
        var rangeWait = ShortestRangeWait;
        while (true)
        {
            if (next >= target)
            {
                // Only an end that Kafka gave after this call began may say that there is no more.
                if (!isAsked)
                {
                    target = await AskEndAsync().ConfigureAwait(false);
                    isAsked = true;
                }

                if (next >= target)
                {
                    await CheckNotBeyondAsync(next, target).ConfigureAwait(false);
                    return new ReadResult(_records, next);
                }
            }

            var read = new CursorRead(
                Partition, next, target, request.MaxRecords - _records.Count, request.MaxBytes - _size, MayBeEmpty: _records.Count > 0, Left, cancellationToken)
            {
                Keeps = request.Keeps,
            };
            var outcome = await reads.ReadAsync(read, cancellationToken).ConfigureAwait(false);
            _lastFailure = outcome.Failure;
            if (outcome.MayBeOld && outcome.Records.Count > 0 && _records.Count == 0)
            {
                await CheckNotDeletedAsync(offset).ConfigureAwait(false);
            }

            next = outcome.Next;
            foreach (var record in outcome.Records)
            {
                _records.Add(record);
                _size += record.Size;
            }

            if (outcome.End == CursorEnd.Full || (_records.Count > 0 && outcome.End != CursorEnd.Reached))
            {
                return new ReadResult(_records, next);
            }

            switch (outcome.End)
            {
                case CursorEnd.Failed:
                    throw new KafkaFailureException(outcome.Failure!);

                case CursorEnd.OutOfRange:
                    var offsets = await OffsetsAsync().ConfigureAwait(false);
                    if (next < offsets.Earliest || next > offsets.Latest)
                    {
                        throw OutOfRange(next, offsets);
                    }

                    // The broker that was read from does not know what the one that was asked does: a leader changes, and the call waits for it.
                    _lastFailure = new KafkaFailure(
                        FailureCode.KafkaUnavailable,
                        $"Offset {next} of {Name} is in range, but its broker says that it is not: its leader is changing. {outcome.Failure?.Detail}");
                    await Task.Delay(rangeWait < Left ? rangeWait : Left, time, cancellationToken).ConfigureAwait(false);
                    rangeWait = rangeWait * 2 < LongestRangeWait ? rangeWait * 2 : LongestRangeWait;
                    break;

                case CursorEnd.Stalled:
                    // The topic may be gone, or another by the same name: then the cursor waits for what never comes. If it is the
                    // same, the cursor has kept its place and goes on.
                    var before = Partition;
                    Partition = PartitionOf(await ResolveAsync().ConfigureAwait(false));
                    if (Partition != before)
                    {
                        next = offset;
                    }

                    target = -1;
                    isAsked = false;
                    break;
            }
        }
    }

    /// <summary>What the tail has kept from there on; nothing where it stands itself, if the caller goes on to wait there; null if it knows nothing.</summary>
    private async ValueTask<ReadResult?> FindInTailAsync(long offset, bool mayWait)
    {
        if (tail.Find(Partition, offset, request.MaxRecords, request.MaxBytes) is not { } kept)
        {
            return null;
        }

        if (kept.Records.Count == 0)
        {
            return mayWait ? kept : null;
        }

        // What was deleted, by hand or for its age, is out of range from then on.
        var start = await topics.GetStartAsync(request.Topic, request.Partition, Left, cancellationToken).ConfigureAwait(false);
        return start <= offset ? request.Keep(kept) : null;
    }

    private async Task<long> AskEndAsync()
    {
        var end = await topics.GetReadableEndAsync(request.Topic, request.Partition, options.ReadCommitted, Left, cancellationToken).ConfigureAwait(false);
        known.SetEnd(Partition, end);
        return end;
    }

    /// <summary>Between the readable end and the high watermark (an open transaction) is a good place to wait; beyond is not.</summary>
    private async Task CheckNotBeyondAsync(long next, long end)
    {
        if (next > end)
        {
            var offsets = await OffsetsAsync().ConfigureAwait(false);
            if (next > offsets.Latest)
            {
                throw OutOfRange(next, offsets);
            }
        }
    }

    /// <summary>What was deleted after it was fetched is out of range. While Kafka cannot be asked, or the call's time is up, it is given.</summary>
    private async Task CheckNotDeletedAsync(long offset)
    {
        try
        {
            if (await known.GetStartAsync(Partition, Left, cancellationToken).ConfigureAwait(false) > offset
                && await OffsetsAsync().ConfigureAwait(false) is var offsets && offsets.Earliest > offset)
            {
                throw OutOfRange(offset, offsets);
            }
        }
        catch (KafkaFailureException e) when (e.Failure.IsRetryable)
        {
        }
    }

    private async Task<PartitionOffsets> OffsetsAsync() =>
        (await topics.GetOffsetsAsync(request.Topic, [request.Partition], Left, cancellationToken).ConfigureAwait(false))[0];

    private KafkaFailureException OutOfRange(long offset, PartitionOffsets offsets) => new(new KafkaFailure(
        FailureCode.OffsetOutOfRange,
        $"Offset {offset} is out of range: {Name} has offsets {offsets.Earliest} to {offsets.Latest} (the next to be written).")
    {
        EarliestOffset = offsets.Earliest,
        LatestOffset = offsets.Latest,
    });
}
