// SPDX-License-Identifier: Apache-2.0

using Sluice.Gateway.Http.Problems;

namespace Sluice.Gateway.Http.Memory;

/// <summary>
/// Bounds the memory that requests in flight hold together. Nobody ever waits for room: who gets none is refused at once, so that no
/// large request keeps others out. Thread-safe.
/// </summary>
/// <param name="capacity">In bytes.</param>
/// <param name="exhausted">What is answered while there is no room.</param>
/// <param name="whole">The budget that this one is a share of.</param>
internal sealed class MemoryBudget(long capacity, Problem exhausted, MemoryBudget? whole = null)
{
    private long _used;

    /// <summary>What is held now, in bytes.</summary>
    public long Used => Interlocked.Read(ref _used);

    /// <summary>More than this no request ever gets, in bytes.</summary>
    public long Limit { get; } = whole is null ? capacity : Math.Min(capacity, whole.Limit);

    /// <summary>A budget without bounds.</summary>
    public static MemoryBudget Unbounded() => new(long.MaxValue, Problem.Internal());

    /// <summary>Takes <paramref name="bytes"/>; what is answered if they are not there.</summary>
    public Problem? TryTake(long bytes)
    {
        if (!TryAdd(bytes))
        {
            return exhausted;
        }

        var refused = whole?.TryTake(bytes);
        if (refused is not null)
        {
            Interlocked.Add(ref _used, -bytes);
        }

        return refused;
    }

    public void Return(long bytes)
    {
        Interlocked.Add(ref _used, -bytes);
        whole?.Return(bytes);
    }

    private bool TryAdd(long bytes)
    {
        var used = Interlocked.Read(ref _used);
        while (bytes <= capacity - used)
        {
            var seen = Interlocked.CompareExchange(ref _used, used + bytes, used);
            if (seen == used)
            {
                return true;
            }

            used = seen;
        }

        return false;
    }
}
