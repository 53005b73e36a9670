// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;

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
    public async Task<CursorOutcome> ReadAsync(CursorRead read, CancellationToken cancellationToken)
    {
        if (read.MayBeEmpty)
        {
            return await cursors.ReadAsync(read, read.Timeout, cancellationToken).ConfigureAwait(false);
        }

        var wanted = new Wanted(read.Partition, read.Offset, read.MaxRecords, read.MaxBytes);
        var own = new TaskCompletionSource<CursorOutcome?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = _underWay.GetOrAdd(wanted, own.Task);
        if (first != own.Task)
        {
            return await ShareAsync(first, read, cancellationToken).ConfigureAwait(false);
        }

        CursorOutcome? outcome = null;
        try
        {
            return outcome = await cursors.ReadAsync(read, read.Timeout, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _underWay.TryRemove(wanted, out _);
            own.SetResult(outcome is { IsCutShort: false } ? outcome : null);
        }
    }

    private async Task<CursorOutcome> ShareAsync(Task<CursorOutcome?> first, CursorRead read, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        var waiting = first.WaitAsync(read.Timeout, time, cancellationToken);
        await ((Task)waiting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        if (waiting.IsCompletedSuccessfully && await waiting.ConfigureAwait(false) is { Records.Count: > 0 } outcome)
        {
            // Each has room of its own.
            return outcome.Keep(read.Keeps);
        }

        // Whatever kept the first one from bringing anything may be no matter of this one.
        var left = read.Timeout - time.GetElapsedTime(begun);
        left = left > TimeSpan.Zero ? left : TimeSpan.Zero;
        return await cursors.ReadAsync(read with { Timeout = left }, left, cancellationToken).ConfigureAwait(false);
    }

    private readonly record struct Wanted(PartitionKey Partition, long Offset, int MaxRecords, long MaxBytes);
}
