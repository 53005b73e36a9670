// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using Sluice.Core.Errors;

namespace Sluice.Core.Reading;

/// <summary>
/// Reads of the same records by several at about the same moment, as of the followers of a partition: Kafka is asked once, and who comes while it
/// is being asked, or a moment later, gets what the first one brings. Records do not change, so that it does not matter whose call began first.
/// Thread-safe.
/// </summary>
/// <param name="cursors">Read.</param>
/// <param name="time">The clock.</param>
/// <param name="keepFor">How long what several read is there for those who come late. One that reads alone does not come back to what it has.</param>
internal sealed class SharedReads(CursorPool cursors, TimeProvider time, TimeSpan keepFor)
{
    private const long MaxKeptBytes = 16 * 1024 * 1024;

    private readonly ConcurrentDictionary<Wanted, SharedRead> _reads = new();
    private long _keptBytes;

    /// <summary>Reads with a cursor, or shares what is or was being read.</summary>
    public Task<CursorOutcome> ReadAsync(CursorRead read, CancellationToken cancellationToken)
    {
        if (read.MayBeEmpty)
        {
            return cursors.ReadAsync(read, read.Timeout, cancellationToken);
        }

        var wanted = new Wanted(read.Partition, read.Offset, read.MaxRecords, read.MaxBytes);
        var own = new SharedRead();
        var first = _reads.GetOrAdd(wanted, own);
        return first == own ? ReadForAllAsync(wanted, own, read, cancellationToken) : ShareAsync(first, wanted, own, read, cancellationToken);
    }

    private async Task<CursorOutcome> ShareAsync(
        SharedRead first, Wanted wanted, SharedRead own, CursorRead read, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        var hasWaited = false;
        KafkaFailure? failure = null;
        for (var left = read.Timeout; left > TimeSpan.Zero; left = read.Timeout - time.GetElapsedTime(begun))
        {
            if (hasWaited && (first = _reads.GetOrAdd(wanted, own)) == own)
            {
                return await ReadForAllAsync(wanted, own, read with { Timeout = left }, cancellationToken).ConfigureAwait(false);
            }

            first.IsShared = true;
            await ((Task)first.Outcome.WaitAsync(left, time, cancellationToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
            if (first.Outcome.IsCompleted && await first.Outcome.ConfigureAwait(false) is { } outcome)
            {
                if (outcome.IsCut)
                {
                    // Where room is short for several, they do not wait for each other too.
                    left = read.Timeout - time.GetElapsedTime(begun);
                    left = left > TimeSpan.Zero ? left : TimeSpan.Zero;
                    return await cursors.ReadAsync(read with { Timeout = left }, left, cancellationToken).ConfigureAwait(false);
                }

                // A failure, unlike records, may be over by the time of a call that came while Kafka was being asked: it asks anew.
                if (hasWaited || outcome.End != CursorEnd.Failed)
                {
                    // Each has room of its own.
                    return outcome.Keep(read.Keeps) with { MayBeOld = true };
                }

                failure = outcome.Failure;
            }

            // Whatever kept the first one from bringing anything may be no matter of the others: one of them is the next first, for all.
            hasWaited = true;
        }

        return new CursorOutcome(CursorEnd.Stalled, [], read.Offset, failure ?? ReadFailures.NotInTime($"{read.Partition}", read.Timeout));
    }

    private async Task<CursorOutcome> ReadForAllAsync(Wanted wanted, SharedRead own, CursorRead read, CancellationToken cancellationToken)
    {
        // Stays null for one that hung up.
        CursorOutcome? outcome = null;
        try
        {
            return outcome = await cursors.ReadAsync(read, read.Timeout, cancellationToken).ConfigureAwait(false);
        }
        catch (KafkaFailureException e)
        {
            outcome = new CursorOutcome(CursorEnd.Failed, [], read.Offset, e.Failure);
            throw;
        }
        finally
        {
            if (own.IsShared && outcome is { Records.Count: > 0, End: not CursorEnd.Failed, IsCut: false })
            {
                _ = KeepAsync(wanted, outcome);
            }
            else
            {
                _reads.TryRemove(wanted, out _);
            }

            own.End(outcome);
        }
    }

    private async Task KeepAsync(Wanted wanted, CursorOutcome outcome)
    {
        var bytes = outcome.Records.Sum(record => record.Footprint);
        if (Interlocked.Add(ref _keptBytes, bytes) <= MaxKeptBytes)
        {
            await Task.Delay(keepFor, time, CancellationToken.None).ConfigureAwait(false);
        }

        _reads.TryRemove(wanted, out _);
        Interlocked.Add(ref _keptBytes, -bytes);
    }

    private readonly record struct Wanted(PartitionKey Partition, long Offset, int MaxRecords, long MaxBytes);

    private sealed class SharedRead
    {
        private readonly TaskCompletionSource<CursorOutcome?> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private volatile bool _isShared;

        /// <summary>What it brought; null if it was given up.</summary>
        public Task<CursorOutcome?> Outcome => _ended.Task;

        /// <summary>Whether somebody beside the first wants it.</summary>
        public bool IsShared
        {
            get => _isShared;
            set => _isShared = value;
        }

        public void End(CursorOutcome? outcome) => _ended.SetResult(outcome);
    }
}
