// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Sluice.Core.Records;

namespace Sluice.Core.Reading;

/// <summary>A partition in the shared tail: who waits there and how far the tail has come. Touched by the tail's thread alone.</summary>
internal sealed class TailPartition(PartitionKey key, long position)
{
    private long _lastWaiter = Stopwatch.GetTimestamp();

    public PartitionKey Key { get; } = key;

    /// <summary>The offset after the last record that came.</summary>
    public long Position { get; private set; } = position;

    public List<TailWaiter> Waiters { get; } = [];

    /// <summary>Records that came and are not handed out yet.</summary>
    public List<StoredRecord> Arrived { get; } = [];

    /// <summary>How long nobody has waited here.</summary>
    public TimeSpan Deserted => Waiters.Count > 0 ? TimeSpan.Zero : Stopwatch.GetElapsedTime(_lastWaiter);

    public void Add(TailWaiter waiter)
    {
        _lastWaiter = Stopwatch.GetTimestamp();
        Waiters.Add(waiter);
    }

    public void Take(StoredRecord record)
    {
        if (record.Offset >= Position)
        {
            Position = record.Offset + 1;
            Arrived.Add(record);
        }
    }

    /// <summary>Wakes whom the arrived records concern.</summary>
    public void HandOut()
    {
        Waiters.RemoveAll(w => w.IsOver || w.TryWake(Arrived));
        Arrived.Clear();
    }

    public void WakeAllToLookAgain()
    {
        Waiters.ForEach(w => w.WakeToLookAgain());
        Waiters.Clear();
    }

    public void Sweep()
    {
        if (Waiters.Count > 0)
        {
            _lastWaiter = Stopwatch.GetTimestamp();
            Waiters.RemoveAll(w => w.IsOver);
        }
    }
}
