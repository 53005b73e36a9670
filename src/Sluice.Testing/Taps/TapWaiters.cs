// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Taps;

/// <summary>
/// Who waits until reading has come to certain offsets. They are in the order of their offsets, so that a record costs a look at the first of its
/// partition, however many wait. One whose waiting is over goes when the offset is reached. Not thread-safe.
/// </summary>
internal sealed class TapWaiters
{
    private readonly Dictionary<int, PriorityQueue<Waiter, long>> _partitions = [];

    /// <summary>Ends when reading has come to all of these offsets, which it has not yet.</summary>
    public Task Add(IEnumerable<KeyValuePair<int, long>> ends)
    {
        var waiter = new Waiter();
        foreach (var (partition, offset) in ends)
        {
            if (!_partitions.TryGetValue(partition, out var waiting))
            {
                _partitions.Add(partition, waiting = new PriorityQueue<Waiter, long>());
            }

            waiting.Enqueue(waiter, offset);
            waiter.Missing++;
        }

        waiter.WakeIfThere();
        return waiter.There.Task;
    }

    /// <summary>Reading has come to this offset of the partition.</summary>
    public void Wake(int partition, long offset)
    {
        if (!_partitions.TryGetValue(partition, out var waiting))
        {
            return;
        }

        while (waiting.TryPeek(out var waiter, out var end) && end <= offset)
        {
            waiting.Dequeue();
            waiter.Missing--;
            waiter.WakeIfThere();
        }
    }

    /// <summary>None comes any further.</summary>
    public void WakeAll()
    {
        foreach (var (waiter, _) in _partitions.Values.SelectMany(waiting => waiting.UnorderedItems))
        {
            waiter.There.TrySetResult();
        }

        _partitions.Clear();
    }

    private sealed class Waiter
    {
        public TaskCompletionSource There { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>In how many partitions reading has not come far enough.</summary>
        public int Missing { get; set; }

        public void WakeIfThere()
        {
            if (Missing == 0)
            {
                There.TrySetResult();
            }
        }
    }
}
