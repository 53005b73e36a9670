// SPDX-License-Identifier: Apache-2.0

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
    private readonly Lock _lock = new();
    private readonly LinkedList<Waiter> _line = new();
    private long _used;

    /// <summary>What is held now, in bytes.</summary>
    public long Used
    {
        get
        {
            lock (_lock)
            {
                return _used;
            }
        }
    }

    /// <summary>More than this no request ever gets, in bytes.</summary>
    public long Limit { get; } = whole is null ? capacity : Math.Min(capacity, whole.Limit);

    /// <summary>A budget without bounds.</summary>
    public static MemoryBudget Unbounded() => new(long.MaxValue, Problem.Internal());

    /// <summary>Takes <paramref name="bytes"/>, before those who wait; what is answered if they are not there.</summary>
    public Problem? TryTake(long bytes)
    {
        lock (_lock)
        {
            if (!HasRoom(bytes))
            {
                return exhausted;
            }

            _used += bytes;
        }

        var refused = whole?.TryTake(bytes);
        if (refused is not null)
        {
            Leave(bytes);
        }

        return refused;
    }

    /// <summary>Takes <paramref name="bytes"/>, after those who came before; what is answered if there was no room for them within
    /// <paramref name="patience"/>.</summary>
    public async ValueTask<Problem?> TakeAsync(long bytes, TimeSpan patience, CancellationToken cancellationToken)
    {
        var start = _time.GetTimestamp();
        if (!await EnterAsync(bytes, patience, cancellationToken))
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
            var left = patience - _time.GetElapsedTime(start);
            var refused = await whole.TakeAsync(bytes, left > TimeSpan.Zero ? left : TimeSpan.Zero, cancellationToken);
            isTaken = refused is null;
            return refused;
        }
        finally
        {
            if (!isTaken)
            {
                Leave(bytes);
            }
        }
    }

    public void Return(long bytes)
    {
        whole?.Return(bytes);
        Leave(bytes);
    }

    private ValueTask<bool> EnterAsync(long bytes, TimeSpan patience, CancellationToken cancellationToken)
    {
        LinkedListNode<Waiter> node;
        lock (_lock)
        {
            if (_line.Count == 0 && HasRoom(bytes))
            {
                _used += bytes;
                return new(true);
            }

            if (patience <= TimeSpan.Zero)
            {
                return new(false);
            }

            node = _line.AddLast(new Waiter(bytes));
        }

        return WaitAsync(node, patience, cancellationToken);
    }

    private async ValueTask<bool> WaitAsync(LinkedListNode<Waiter> node, TimeSpan patience, CancellationToken cancellationToken)
    {
        try
        {
            await node.Value.Admitted.Task.WaitAsync(patience, _time, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return !TryStepOut(node);
        }
        catch (OperationCanceledException)
        {
            if (!TryStepOut(node))
            {
                Leave(node.Value.Bytes);
            }

            throw;
        }
    }

    // False if room was given in the same moment.
    private bool TryStepOut(LinkedListNode<Waiter> node)
    {
        lock (_lock)
        {
            if (node.List is null)
            {
                return false;
            }

            _line.Remove(node);
            Admit();
            return true;
        }
    }

    private void Leave(long bytes)
    {
        lock (_lock)
        {
            _used -= bytes;
            Admit();
        }
    }

    private void Admit()
    {
        while (_line.First is { } first && HasRoom(first.Value.Bytes))
        {
            _used += first.Value.Bytes;
            _line.RemoveFirst();
            first.Value.Admitted.SetResult();
        }
    }

    private bool HasRoom(long bytes) => bytes <= capacity - _used;

    private sealed class Waiter(long bytes)
    {
        public long Bytes => bytes;

        public TaskCompletionSource Admitted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
