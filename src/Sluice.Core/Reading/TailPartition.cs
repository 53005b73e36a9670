// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;

namespace Sluice.Core.Reading;

/// <summary>
/// A partition in the shared tail: who waits there and what came last. Touched by the tail's thread alone, but for <see cref="Key"/>,
/// <see cref="Kept"/> and <see cref="LookAgain"/>.
/// </summary>
internal sealed class TailPartition(PartitionKey key, long position)
{
    private volatile bool _hasChanged;
    private long _lastWaiter = Stopwatch.GetTimestamp();

    public PartitionKey Key { get; } = key;

    /// <summary>The records that came last.</summary>
    public KeptRecords Kept { get; } = new(position);

    public List<TailWaiter> Waiters { get; } = [];

    /// <summary>Whether records came that are not handed out yet.</summary>
    public bool IsTouched { get; set; }

    /// <summary>How long nobody has waited here or taken something: who follows a busy partition never has to wait.</summary>
    public TimeSpan Deserted
    {
        get
        {
            var (sinceWaiter, sinceTaken) = (Stopwatch.GetElapsedTime(_lastWaiter), Kept.SinceTaken);
            return Waiters.Count > 0 ? TimeSpan.Zero : sinceWaiter < sinceTaken ? sinceWaiter : sinceTaken;
        }
    }

    public void Add(TailWaiter waiter)
    {
        _lastWaiter = Stopwatch.GetTimestamp();
        Waiters.Add(waiter);
    }

    /// <summary>Wakes whom the records that came concern.</summary>
    public void HandOut()
    {
        IsTouched = false;
        (TailWaiter Asked, ReadResult? Found)? last = null;
        Waiters.RemoveAll(waiter =>
        {
            if (waiter.IsOver)
            {
                return true;
            }

            // Most wait for the same.
            var found = last is { } same && same.Asked.AsksTheSame(waiter) ? same.Found : Kept.Read(waiter.Offset, waiter.MaxRecords, waiter.MaxBytes);
            last = (waiter, found);
            return found is not null && waiter.TryWake(found);
        });
    }

    /// <summary>Has all who wait here look for themselves, at the next sweep.</summary>
    public void LookAgain() => _hasChanged = true;

    public void WakeAllToLookAgain()
    {
        Waiters.ForEach(w => w.WakeToLookAgain());
        Waiters.Clear();
    }

    public void Sweep()
    {
        if (_hasChanged)
        {
            _hasChanged = false;
            WakeAllToLookAgain();
        }

        if (Waiters.Count > 0)
        {
            _lastWaiter = Stopwatch.GetTimestamp();
            Waiters.RemoveAll(w => w.IsOver);
        }
    }
}
