// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Writing;

/// <summary>
/// Bounds the bytes that wait for their acknowledgement. Whoever finds it full waits in line, so nobody is overtaken for ever;
/// what is larger than the whole queue goes in alone. Thread-safe.
/// </summary>
internal sealed class WriteQueue(long capacity, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<Waiter> _line = new();
    private long _used;
    private long _records;

    public long Capacity => capacity;

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

    /// <summary>Number of records that are in.</summary>
    public long Records
    {
        get
        {
            lock (_lock)
            {
                return _records;
            }
        }
    }

    /// <summary>Number of callers that wait in line.</summary>
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

    /// <summary>Takes <paramref name="bytes"/> of room; false if there was none within <paramref name="timeout"/>.</summary>
    public ValueTask<bool> EnterAsync(long bytes, TimeSpan timeout, CancellationToken cancellationToken, int records = 1)
    {
        LinkedListNode<Waiter> node;
        lock (_lock)
        {
            if (_line.Count == 0 && HasRoom(bytes))
            {
                _used += bytes;
                _records += records;
                return new(true);
            }

            node = _line.AddLast(new Waiter(bytes, records));
        }

        return WaitAsync(node, timeout, cancellationToken);
    }

    /// <summary>Gives back the room of that many records, of so many bytes together.</summary>
    public void Leave(long bytes, int records = 1)
    {
        lock (_lock)
        {
            _used -= bytes;
            _records -= records;
            Admit();
        }
    }

    private async ValueTask<bool> WaitAsync(LinkedListNode<Waiter> node, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            await node.Value.Admitted.Task.WaitAsync(timeout, time, cancellationToken).ConfigureAwait(false);
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
                Leave(node.Value.Bytes, node.Value.Records);
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
        while (_line.First is { } first && HasRoom(first.Value.Bytes))
        {
            _used += first.Value.Bytes;
            _records += first.Value.Records;
            _line.RemoveFirst();
            first.Value.Admitted.SetResult();
        }
    }

    private bool HasRoom(long bytes) => _used + bytes <= capacity || _used == 0;

    private sealed class Waiter(long bytes, int records)
    {
        public long Bytes => bytes;

        public int Records => records;

        public TaskCompletionSource Admitted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
