// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Waiting;
using Sluice.Gateway.Http.Problems;

namespace Sluice.Gateway.Http.Memory;

/// <summary>
/// Bounds the memory that requests in flight hold together. Who begins may wait in line for its share; who has begun is never kept waiting,
/// since what it holds comes back only when it ends. Thread-safe.
/// </summary>
/// <param name="capacity">In bytes.</param>
/// <param name="exhausted">What is answered while there is no room.</param>
/// <param name="whole">The budget that this one is a share of.</param>
/// <param name="time">By which waiting is timed; the system's by default.</param>
internal sealed class MemoryBudget(long capacity, Problem exhausted, MemoryBudget? whole = null, TimeProvider? time = null)
{
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly WaitingRoom _room = new(capacity, time ?? TimeProvider.System);

    /// <summary>What is held now, in bytes.</summary>
    public long Used => _room.Used;

    /// <summary>More than this no request ever gets, in bytes.</summary>
    public long Limit { get; } = whole is null ? capacity : Math.Min(capacity, whole.Limit);

    /// <summary>A budget without bounds.</summary>
    public static MemoryBudget Unbounded() => new(long.MaxValue, Problem.Internal());

    /// <summary>Takes <paramref name="bytes"/>, before those who wait if it <paramref name="hasBegun"/>; what is answered if they are not there.</summary>
    public Problem? TryTake(long bytes, bool hasBegun = true)
    {
        if (!_room.TryEnter(bytes, hasBegun))
        {
            return exhausted;
        }

        var refused = whole?.TryTake(bytes, hasBegun);
        if (refused is not null)
        {
            _room.Leave(bytes);
        }

        return refused;
    }

    /// <summary>Takes <paramref name="bytes"/>, after those who came before; what is answered if there was no room for them within
    /// <paramref name="patience"/>.</summary>
    public async ValueTask<Problem?> TakeAsync(long bytes, TimeSpan patience, CancellationToken cancellationToken)
    {
        var start = _time.GetTimestamp();
        if (!await _room.EnterAsync(bytes, patience, cancellationToken))
        {
            return exhausted;
        }

        if (whole is null)
        {
            return null;
        }

        var isTaken = false;
        try
        {
            var refused = await whole.TakeAsync(bytes, patience - _time.GetElapsedTime(start), cancellationToken);
            isTaken = refused is null;
            return refused;
        }
        finally
        {
            if (!isTaken)
            {
                _room.Leave(bytes);
            }
        }
    }

    public void Return(long bytes)
    {
        whole?.Return(bytes);
        _room.Leave(bytes);
    }
}
