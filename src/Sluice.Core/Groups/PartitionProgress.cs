// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Groups;

/// <summary>
/// What of one partition has been given to the reader, has passed and is committed, over all assignments of the partition to this member.
/// Not thread-safe.
/// </summary>
internal sealed class PartitionProgress(CommitPolicy policy)
{
    private readonly SeenOffsets _seen = new();

    // The records of this assignment from the watermark on, in their order.
    private readonly Queue<Entry> _window = new();

    // The same, and those of earlier assignments that may come again.
    private readonly Dictionary<long, Entry> _entries = [];
    private bool _isFirst;

    /// <summary>The number of the assignment that lasts, from 1; what earlier ones left behind does not count.</summary>
    public int Assignment { get; private set; }

    /// <summary>Whether the member holds the partition.</summary>
    public bool IsAssigned { get; private set; }

    /// <summary>Whether it is about to give it up: what is at hand may still pass, and no more is given.</summary>
    public bool IsEnding { get; private set; }

    /// <summary>The offset behind the last record that was given.</summary>
    public long? Next { get; private set; }

    /// <summary>The offset below which all that was given has passed.</summary>
    public long? Passed { get; private set; }

    /// <summary>Up to where may be committed.</summary>
    public long? Committable { get; private set; }

    /// <summary>How many records came again.</summary>
    public long Repeated { get; private set; }

    /// <summary>What was committed last.</summary>
    public long? Committed { get; private set; }

    /// <summary>The offset to be committed now, if there is one.</summary>
    public long? Due => IsAssigned && Committable > (Committed ?? -1) ? Committable : null;

    /// <summary>The partition is assigned, and goes on from there if the group has an offset.</summary>
    public void BeginAssignment(long? committed)
    {
        Assignment++;
        IsAssigned = true;
        IsEnding = false;
        _isFirst = true;
        _window.Clear();
        _seen.BeginAnew();
        Committable = null;
        Committed = committed;
    }

    /// <summary>The partition is about to be given up.</summary>
    public void BeginEnding() => IsEnding = true;

    /// <summary>The partition is given up or lost. What passes from now on counts only if the partition comes back.</summary>
    public void EndAssignment() => IsAssigned = false;

    /// <summary>A record comes; false if it has come before and must not be given again.</summary>
    /// <param name="offset">Its offset.</param>
    /// <param name="isTrigger">Whether may be committed up to here.</param>
    public bool TryGive(long offset, bool isTrigger)
    {
        if (_isFirst)
        {
            // What is before it has been committed, by this member or by another; what has not passed here must be known if that is taken back.
            _isFirst = false;
            Passed = offset;
            if (offset < Committed)
            {
                // That one was out of the partition's range, and holds no longer.
                Committed = null;
            }

            foreach (var old in _entries.Values.Where(entry => entry.Offset < offset && entry.HasPassed).ToArray())
            {
                _entries.Remove(old.Offset);
            }
        }

        var isNew = _seen.Add(offset);
        Repeated += isNew ? 0 : 1;
        Next = offset + 1;
        if (!policy.Commits)
        {
            return isNew;
        }

        if (!_entries.TryGetValue(offset, out var entry))
        {
            // One that came before and is not remembered had passed.
            entry = new Entry { Offset = offset, IsTrigger = isTrigger, HasPassed = !isNew };
            _entries.Add(offset, entry);
        }

        _window.Enqueue(entry);
        Advance();
        return isNew;
    }

    /// <summary>The record has passed; it may be one that is long committed.</summary>
    public void Pass(long offset)
    {
        if (_entries.TryGetValue(offset, out var entry) && !entry.HasFailed)
        {
            entry.HasPassed = true;
            Advance();
        }
    }

    /// <summary>The record has failed: neither it nor what is behind it will be committed.</summary>
    public void Fail(long offset)
    {
        if (_entries.TryGetValue(offset, out var entry) && !entry.HasPassed)
        {
            entry.HasFailed = true;
        }
    }

    /// <summary>The offset is committed.</summary>
    public void OnCommitted(long offset) => Committed = offset;

    /// <summary>Why the commit does not reach up to the last record that was given; null if it does.</summary>
    public string? FindWait()
    {
        if (!policy.Commits || Next is null || Next == Committed)
        {
            return null;
        }

        if (!IsAssigned)
        {
            return "the partition is given up";
        }

        if (_window.TryPeek(out var first))
        {
            return first.HasFailed ? $"offset {first.Offset} has failed" : $"offset {first.Offset} has not passed yet";
        }

        return Due is null && policy.Trigger is not null ? "no record has met the condition since" : "the next commit is on its way";
    }

    private void Advance()
    {
        while (_window.TryPeek(out var first) && first.HasPassed)
        {
            _window.Dequeue();
            _entries.Remove(first.Offset);
            Passed = first.Offset + 1;
            if (first.IsTrigger)
            {
                Committable = Passed;
            }
        }
    }

    private sealed class Entry
    {
        public required long Offset { get; init; }

        public required bool IsTrigger { get; init; }

        public bool HasPassed { get; set; }

        public bool HasFailed { get; set; }
    }
}
