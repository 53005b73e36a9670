// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Errors;

namespace Sluice.Core.Reading;

/// <summary>
/// A bounded number of cursors. A read that continues where a cursor stopped gets that cursor; no partition may hold more than
/// a quarter of them, so that a crowd on one partition leaves room for the others. Reads of few records have cursors of their own, which
/// fetch little: such readers often jump about. Idle cursors are closed. Thread-safe.
/// </summary>
internal sealed class CursorPool : IDisposable
{
    // A reader that goes on with so few at a time does not use up what is fetched ahead before more is.
    private const int FewRecords = 4;

    // A cursor ends in time by itself, unless the client library keeps it: one that is not back by then is waited for no longer.
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(250);

    // A reader that still goes on comes back sooner.
    private static readonly TimeSpan LeftAlone = TimeSpan.FromSeconds(1);

    private readonly Func<ICursorConsumer> _createConsumer;
    private readonly Func<ICursorConsumer> _createForFew;
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

    public CursorPool(
        Func<ICursorConsumer> createConsumer, Func<ICursorConsumer> createForFew,
        KafkaClusterOptions options, TimeSpan stallAfter, TimeProvider time)
    {
        _createConsumer = createConsumer;
        _createForFew = createForFew;
        _stallAfter = stallAfter;
        _options = options;
        _time = time;
        var period = options.CursorIdleTimeout / 4;
        _sweep = time.CreateTimer(_ => CloseIdle(), null, period, period);
    }

    private int MaxPerPartition => Math.Max(1, _options.MaxCursors / 4);

    /// <summary>Number of open cursors.</summary>
    public int Count => Usage.Used + Usage.Idle;

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

    /// <summary>
    /// Reads with a cursor of the pool, waiting for one until the time is up. A read that is not back by then is a stalled one to its caller;
    /// its cursor serves nobody else until it has ended.
    /// </summary>
    /// <exception cref="KafkaFailureException"><see cref="FailureCode.Overloaded"/>: no cursor became free in time.</exception>
    public async Task<CursorOutcome> ReadAsync(CursorRead read, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var begun = _time.GetTimestamp();
        var wanted = new CursorPlace(read.Partition, read.Offset, read.MaxRecords <= FewRecords);
        var renting = RentAsync(wanted, timeout, cancellationToken);
        var hasWaited = !renting.IsCompleted;
        var pooled = await renting.ConfigureAwait(false);
        var left = hasWaited ? timeout - _time.GetElapsedTime(begun) : timeout;
        left = left > TimeSpan.Zero ? left : TimeSpan.Zero;
        var reading = ReadAndReturnAsync(pooled, hasWaited ? read with { Timeout = left } : read);
        await ((Task)reading).WaitAsync(left + Grace, _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (reading.IsCompleted)
        {
            return await reading.ConfigureAwait(false);
        }

        // Nobody is left to be told what it fails with.
        _ = reading.ContinueWith(static ended => ended.Exception, TaskScheduler.Default);
        cancellationToken.ThrowIfCancellationRequested();
        return new CursorOutcome(CursorEnd.Stalled, [], read.Offset, ReadFailures.NotInTime($"{read.Partition}", timeout));
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

    private async Task<CursorOutcome> ReadAndReturnAsync(PooledCursor pooled, CursorRead read)
    {
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

    private async ValueTask<PooledCursor> RentAsync(CursorPlace wanted, TimeSpan timeout, CancellationToken cancellationToken)
    {
        CursorWaiter waiter;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (TryTake(wanted) is { } taken)
            {
                return taken;
            }

            waiter = new CursorWaiter(wanted);
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
                Return(granted, wanted.Partition);
            }

            if (e is TimeoutException)
            {
                throw new KafkaFailureException(
                    FailureCode.Overloaded, $"All cursors that may read {wanted.Partition} are busy: try again, or raise Kafka:MaxCursors.", e);
            }

            throw;
        }
    }

    /// <summary>A cursor for that place if one may be had now; under the lock.</summary>
    private PooledCursor? TryTake(CursorPlace wanted)
    {
        var busy = _busy.GetValueOrDefault(wanted.Partition);
        if (busy >= MaxPerPartition)
        {
            return null;
        }

        PooledCursor taken;
        if (FindIdle(wanted) is { } index)
        {
            taken = _idle[index];
            _idle.RemoveAt(index);
        }
        else if (_count < _options.MaxCursors)
        {
            taken = Open(wanted.ForFew);
            _count++;
        }
        else if (_idle.Count > 0)
        {
            // The list is in the order of return: the first was left alone the longest. Closing one and opening another costs more than a move, but
            // a reader that goes on would have to move each time.
            var oldest = Math.Max(0, _idle.FindIndex(c => c.ForFew == wanted.ForFew));
            oldest = _idle[oldest].Cursor.Partition is not null && _time.GetElapsedTime(_idle[0].IdleSince) > LeftAlone ? 0 : oldest;
            taken = _idle[oldest];
            _idle.RemoveAt(oldest);
            if (taken.ForFew != wanted.ForFew)
            {
                taken.Cursor.Dispose();
                taken = Open(wanted.ForFew);
            }
        }
        else
        {
            return null;
        }

        _busy[wanted.Partition] = busy + 1;
        return taken;
    }

    private int? FindIdle(CursorPlace wanted)
    {
        // One that fetches little would do so for as long as the reader goes on, so who wants much does not get it.
        var index = _idle.FindIndex(c =>
            c.Cursor.Partition == wanted.Partition && c.Cursor.Position == wanted.Offset && (wanted.ForFew || !c.ForFew));

        // A reader that jumps about must not leave a cursor wherever it was.
        if (index < 0 && _idle.Count(c => c.ForFew == wanted.ForFew && c.Cursor.Partition == wanted.Partition) >= MaxPerPartition)
        {
            index = _idle.FindIndex(c => c.ForFew == wanted.ForFew && c.Cursor.Partition == wanted.Partition);
        }

        if (index < 0)
        {
            index = _idle.FindIndex(c => c.ForFew == wanted.ForFew && c.Cursor.Partition is null);
        }

        return index < 0 ? null : index;
    }

    private PooledCursor Open(bool forFew) =>
        new(new Cursor(forFew ? _createForFew : _createConsumer, _stallAfter), forFew);

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
                if (TryTake(node.Value.Wanted) is { } taken)
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
}
