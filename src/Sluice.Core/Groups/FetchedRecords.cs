// SPDX-License-Identifier: Apache-2.0

using System.Threading.Channels;

namespace Sluice.Core.Groups;

/// <summary>The records between the member's thread and its reader. The thread is never kept waiting: it looks for room and pauses. Thread-safe.</summary>
internal sealed class FetchedRecords(int capacity)
{
    private const long MaxBytes = 16 * 1024 * 1024;

    private readonly Channel<FetchedRecord> _records = Channel.CreateUnbounded<FetchedRecord>(new() { SingleWriter = true });
    private readonly object _room = new();
    private int _count;
    private long _bytes;

    /// <summary>Whether the reader must catch up first.</summary>
    public bool IsFull => Volatile.Read(ref _count) >= capacity || Interlocked.Read(ref _bytes) >= MaxBytes;

    /// <summary>Whether he has caught up enough to go on after a pause.</summary>
    public bool HasRoom => Volatile.Read(ref _count) <= capacity / 2 && Interlocked.Read(ref _bytes) <= MaxBytes / 2;

    public void Add(FetchedRecord record)
    {
        Interlocked.Increment(ref _count);
        Interlocked.Add(ref _bytes, record.Record.Record.Size);
        _records.Writer.TryWrite(record);
    }

    /// <summary>No more records come; the reader gets those that are there, then the failure if there is one.</summary>
    public void Complete(Exception? failure) => _records.Writer.TryComplete(failure);

    /// <summary>The next record; null if no more come.</summary>
    public async ValueTask<FetchedRecord?> TakeAsync(CancellationToken cancellationToken)
    {
        // There may always be one more.
        cancellationToken.ThrowIfCancellationRequested();
        FetchedRecord? record;
        while (!_records.Reader.TryRead(out record))
        {
            if (!await _records.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
            {
                return null;
            }
        }

        var count = Interlocked.Decrement(ref _count);
        Interlocked.Add(ref _bytes, -record.Record.Record.Size);
        if (count == capacity / 2)
        {
            lock (_room)
            {
                Monitor.Pulse(_room);
            }
        }

        return record;
    }

    /// <summary>Lets the member's thread wait a moment for the reader to make room.</summary>
    public void AwaitRoom(TimeSpan patience)
    {
        lock (_room)
        {
            if (!HasRoom)
            {
                Monitor.Wait(_room, patience);
            }
        }
    }
}
