// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Waiting;

/// <summary>
/// Room for so much at a time, bytes for example. Whoever waits for it stands in line, first come first served; before the line goes only who is in
/// already and needs more. Thread-safe.
/// </summary>
/// <param name="capacity">How much is in at most.</param>
/// <param name="time">By which waiting is timed.</param>
/// <param name="admitsOversized">Whether what is larger than the room goes in once it is empty; otherwise it never does, which is the default.</param>
public sealed class WaitingRoom(long capacity, TimeProvider time, bool admitsOversized = false)
{
    // What tasks can be waited for at most.
    private static readonly TimeSpan LongestPatience = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    private readonly Lock _lock = new();
    private readonly LinkedList<Waiter> _line = new();
    private long _used;

    /// <summary>How much is in at most.</summary>
    public long Capacity => capacity;

    /// <summary>How much is in.</summary>
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

    /// <summary>How many wait in line.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock)
            {
                return _line.Count;
            }
        }
    }

    /// <summary>Goes in at once; false if there is no room, or others wait for it.</summary>
    /// <param name="size">How much room it takes.</param>
    /// <param name="isIn">Whether the caller has room already: he goes before those who wait, since his comes back only when he is done.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is negative.</exception>
    public bool TryEnter(long size, bool isIn = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        lock (_lock)
        {
            return (isIn || _line.Count == 0) && TryTake(size);
        }
    }

    /// <summary>Goes in after those who came before; false if there was no room within <paramref name="patience"/>.</summary>
    /// <param name="size">How much room it takes.</param>
    /// <param name="patience">How long to wait, 49 days at most; not at all if it is zero or less.</param>
    /// <param name="cancellationToken">Ends the wait; no room is held then. Where there is room, nobody waits.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is negative, or the patience too long.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public ValueTask<bool> EnterAsync(long size, TimeSpan patience, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(patience, LongestPatience);
        LinkedListNode<Waiter> node;
        lock (_lock)
        {
            if (_line.Count == 0 && TryTake(size))
            {
                return new(true);
            }

            if (cancellationToken.IsCancellationRequested)
            {
                return ValueTask.FromCanceled<bool>(cancellationToken);
            }

            if (patience <= TimeSpan.Zero)
            {
                return new(false);
            }

            node = _line.AddLast(new Waiter(size));
        }

        return WaitAsync(node, patience, cancellationToken);
    }

    /// <summary>Gives back room that was taken.</summary>
    /// <param name="size">How much.</param>
    public void Leave(long size)
    {
        lock (_lock)
        {
            _used -= size;
            Admit();
        }
    }

    private async ValueTask<bool> WaitAsync(LinkedListNode<Waiter> node, TimeSpan patience, CancellationToken cancellationToken)
    {
        try
        {
            await node.Value.Admitted.Task.WaitAsync(patience, time, cancellationToken).ConfigureAwait(false);
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
                Leave(node.Value.Size);
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

    private void Admit()
    {
        while (_line.First is { } first && TryTake(first.Value.Size))
        {
            _line.RemoveFirst();
            first.Value.Admitted.SetResult();
        }
    }

    private bool TryTake(long size)
    {
        // Not as a sum, which may be more than there are numbers.
        var hasRoom = size <= capacity - _used || (admitsOversized && _used == 0);
        if (hasRoom)
        {
            _used += size;
        }

        return hasRoom;
    }

    private sealed class Waiter(long size)
    {
        public long Size => size;

        public TaskCompletionSource Admitted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
