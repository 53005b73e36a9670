// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using Sluice.Core.Errors;

namespace Sluice.Core.Reading;

/// <summary>
/// Reads of the same records by several at the same moment, as when the followers of a partition all begin: Kafka is asked once, and who
/// comes while it is being asked gets what the first one brings. Records do not change, so that it does not matter whose call began first.
/// Thread-safe.
/// </summary>
internal sealed class SharedReads(CursorPool cursors, TimeProvider time)
{
    private readonly ConcurrentDictionary<Wanted, Task<CursorOutcome?>> _underWay = new();

    /// <summary>Reads with a cursor, or shares what is being read.</summary>
    public Task<CursorOutcome> ReadAsync(CursorRead read, CancellationToken cancellationToken)
    {
        if (read.MayBeEmpty)
        {
            return cursors.ReadAsync(read, read.Timeout, cancellationToken);
        }

        var wanted = new Wanted(read.Partition, read.Offset, read.MaxRecords, read.MaxBytes);
        var own = new TaskCompletionSource<CursorOutcome?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = _underWay.GetOrAdd(wanted, own.Task);
        return first == own.Task ? ReadForAllAsync(wanted, own, read, cancellationToken) : ShareAsync(first, wanted, own, read, cancellationToken);
    }

    private async Task<CursorOutcome> ShareAsync(
        Task<CursorOutcome?> first, Wanted wanted, TaskCompletionSource<CursorOutcome?> own, CursorRead read, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        var hasWaited = false;
        KafkaFailure? failure = null;
        for (var left = read.Timeout; left > TimeSpan.Zero; left = read.Timeout - time.GetElapsedTime(begun))
        {
            if (hasWaited && (first = _underWay.GetOrAdd(wanted, own.Task)) == own.Task)
            {
                return await ReadForAllAsync(wanted, own, read with { Timeout = left }, cancellationToken).ConfigureAwait(false);
            }

            await ((Task)first.WaitAsync(left, time, cancellationToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
            if (first.IsCompleted && await first.ConfigureAwait(false) is { } outcome)
            {
                // A failure, unlike records, may be over by the time of a call that came while Kafka was being asked: it asks anew.
                if (hasWaited || outcome.End != CursorEnd.Failed)
                {
                    // Each has room of its own.
                    return outcome.Keep(read.Keeps);
                }

                failure = outcome.Failure;
            }

            // Whatever kept the first one from bringing anything may be no matter of the others: one of them is the next first, for all.
            hasWaited = true;
        }

        return new CursorOutcome(CursorEnd.Stalled, [], read.Offset, failure ?? ReadFailures.NotInTime($"{read.Partition}", read.Timeout));
    }

    private async Task<CursorOutcome> ReadForAllAsync(
        Wanted wanted, TaskCompletionSource<CursorOutcome?> own, CursorRead read, CancellationToken cancellationToken)
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
            _underWay.TryRemove(wanted, out _);
            own.SetResult(outcome);
        }
    }

    private readonly record struct Wanted(PartitionKey Partition, long Offset, int MaxRecords, long MaxBytes);
}
