// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Errors;

namespace Sluice.Core.Reading;

/// <summary>
/// A bounded number of cursors. A read that continues where a cursor stopped gets that cursor; no partition may hold more than
/// a quarter of them, so that a crowd on one partition leaves room for the others. Idle cursors are closed. Thread-safe.
/// </summary>
internal sealed class CursorPool : IDisposable
{
    private readonly ConsumerFactory _consumers;
    private readonly KafkaClusterOptions _options;
    private readonly TimeSpan _stallAfter;
    private readonly TimeProvider _time;
    private readonly ITimer _sweep;
    private readonly Lock _gate = new();
    private readonly List<PooledCursor> _idle = [];
    private readonly LinkedList<CursorWaiter> _waiters = new();
    private readonly Dictionary<PartitionKey, int> _busy = [];
    private int _count;
    private long _fetched;
    private bool _disposed;

    public CursorPool(ConsumerFactory consumers, KafkaClusterOptions options, TimeSpan stallAfter, TimeProvider time)
    {
        _stallAfter = stallAfter;
        _consumers = consumers;
        _options = options;
        _time = time;
        var period = options.CursorIdleTimeout / 4;
        _sweep = time.CreateTimer(_ => CloseIdle(), null, period, period);
    }

    private int MaxPerPartition => Math.Max(1, _options.MaxCursors / 4);

    /// <summary>Number of open cursors.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _count;
            }
        }
    }

    /// <summary>Number of records that came from Kafka.</summary>
    public long Fetched => Interlocked.Read(ref _fetched);

    /// <summary>Number of cursors that serve a read, of those that do not, and of reads that wait for one.</summary>
    public (int Used, int Idle, int Waiting) Usage
    {
        get
        {
            lock (_gate)
            {
                return (_count - _idle.Count, _idle.Count, _waiters.Count);
            }
        }
    }

    /// <summary>Reads with a cursor of the pool, waiting for one until the time is up.</summary>
    /// <exception cref="KafkaFailureException"><see cref="FailureCode.Overloaded"/>: no cursor became free in time.</exception>
    public async Task<CursorOutcome> ReadAsync(CursorRead read, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var pooled = await RentAsync(read.Partition, read.Offset, timeout, cancellationToken).ConfigureAwait(false);
        try
        {
            var outcome = await pooled.Cursor.ReadAsync(read).ConfigureAwait(false);
            Interlocked.Add(ref _fetched, outcome.Records.Count);
            return outcome;
        }
        finally
        {
            Return(pooled, read.Partition);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            foreach (var pooled in _idle)
            {
                pooled.Cursor.Dispose();
            }

            _idle.Clear();
            foreach (var waiter in _waiters)
            {
                waiter.Granted.TrySetException(new ObjectDisposedException(nameof(CursorPool)));
            }

            _waiters.Clear();
        }

        _sweep.Dispose();
    }

    private async Task<PooledCursor> RentAsync(PartitionKey partition, long offset, TimeSpan timeout, CancellationToken cancellationToken)
    {
        CursorWaiter waiter;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (TryTake(partition, offset) is { } taken)
            {
                return taken;
            }

            waiter = new CursorWaiter(partition, offset);
            _waiters.AddLast(waiter);
        }

        try
        {
            return await waiter.Granted.Task.WaitAsync(timeout, _time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            PooledCursor? granted = null;
            lock (_gate)
            {
                if (!_waiters.Remove(waiter) && waiter.Granted.Task.IsCompletedSuccessfully)
                {
                    granted = waiter.Granted.Task.GetAwaiter().GetResult();
                }
            }

            if (granted is not null)
            {
                Return(granted, partition);
            }

            if (e is TimeoutException)
            {
                throw new KafkaFailureException(
                    FailureCode.Overloaded, $"All cursors that may read {partition} are busy: try again, or raise Kafka:MaxCursors.", e);
            }

            throw;
        }
    }

    /// <summary>A cursor for that place if one may be had now; under the lock.</summary>
    private PooledCursor? TryTake(PartitionKey partition, long offset)
    {
        var busy = _busy.GetValueOrDefault(partition);
        if (busy >= MaxPerPartition)
        {
            return null;
        }

        var index = _idle.FindIndex(c => c.Cursor.Partition == partition && c.Cursor.Position == offset);
        if (index < 0)
        {
            index = _idle.FindIndex(c => c.Cursor.Partition is null);
        }

        // A reader that jumps about must not leave a cursor wherever it was.
        if (index < 0 && _idle.Count(c => c.Cursor.Partition == partition) >= MaxPerPartition)
        {
            index = _idle.FindIndex(c => c.Cursor.Partition == partition);
        }

        PooledCursor taken;
        if (index < 0 && _count < _options.MaxCursors)
        {
            taken = new PooledCursor(new Cursor(_consumers.CreateForCursor, _stallAfter));
            _count++;
        }
        else if (_idle.Count == 0)
        {
            return null;
        }
        else
        {
            // The list is in the order of return: the first was left alone the longest.
            index = Math.Max(index, 0);
            taken = _idle[index];
            _idle.RemoveAt(index);
        }

        _busy[partition] = busy + 1;
        return taken;
    }

    private void Return(PooledCursor pooled, PartitionKey partition)
    {
        lock (_gate)
        {
            var busy = _busy[partition] - 1;
            if (busy == 0)
            {
                _busy.Remove(partition);
            }
            else
            {
                _busy[partition] = busy;
            }

            if (_disposed)
            {
                pooled.Cursor.Dispose();
                return;
            }

            pooled.IdleSince = _time.GetTimestamp();
            _idle.Add(pooled);
            for (var node = _waiters.First; node is not null;)
            {
                var next = node.Next;
                if (TryTake(node.Value.Partition, node.Value.Offset) is { } taken)
                {
                    _waiters.Remove(node);
                    node.Value.Granted.SetResult(taken);
                }

                node = next;
            }
        }
    }

    private void CloseIdle()
    {
        lock (_gate)
        {
            for (var i = _idle.Count - 1; i >= 0; i--)
            {
                if (_time.GetElapsedTime(_idle[i].IdleSince) >= _options.CursorIdleTimeout)
                {
                    _idle[i].Cursor.Dispose();
                    _idle.RemoveAt(i);
                    _count--;
                }
            }
        }
    }

    private sealed class PooledCursor(Cursor cursor)
    {
        public Cursor Cursor { get; } = cursor;

        public long IdleSince { get; set; }
    }

    private sealed class CursorWaiter(PartitionKey partition, long offset)
    {
        public PartitionKey Partition { get; } = partition;

        public long Offset { get; } = offset;

        public TaskCompletionSource<PooledCursor> Granted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
