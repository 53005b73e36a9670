// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Groups;

/// <summary>
/// A member's progress in all partitions it ever had. The reader asks here before it gives a record away and tells what has passed;
/// the member's thread begins and ends assignments and takes what is to be committed. Thread-safe.
/// </summary>
internal sealed class ProgressBook(CommitPolicy policy)
{
    private readonly object _gate = new();
    private readonly Dictionary<(string Topic, int Partition), PartitionProgress> _partitions = [];
    private (string Topic, int Partition)? _atHand;

    /// <summary>Begins an assignment; its number goes with each record that it brings.</summary>
    public void Begin(PartitionPosition from)
    {
        lock (_gate)
        {
            if (!_partitions.TryGetValue((from.Topic, from.Partition), out var progress))
            {
                _partitions.Add((from.Topic, from.Partition), progress = new PartitionProgress(policy));
            }

            progress.BeginAssignment(from.Offset);
        }
    }

    /// <summary>Gives nothing more of the partitions, and lets the reader finish the record that he has at hand, if it is one of theirs.</summary>
    public void AwaitReader(IEnumerable<PartitionPosition> partitions, TimeSpan patience)
    {
        lock (_gate)
        {
            var isAtHand = false;
            foreach (var partition in partitions)
            {
                _partitions.GetValueOrDefault((partition.Topic, partition.Partition))?.BeginEnding();
                isAtHand |= _atHand == (partition.Topic, partition.Partition);
            }

            if (isAtHand)
            {
                Monitor.Wait(_gate, patience);
            }
        }
    }

    /// <summary>The reader is done with the record that he was given last, whether or not it has passed.</summary>
    public void PutDown()
    {
        lock (_gate)
        {
            _atHand = null;
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Ends the partitions' assignments.</summary>
    public void End(IEnumerable<PartitionPosition> partitions)
    {
        lock (_gate)
        {
            foreach (var partition in partitions)
            {
                _partitions.GetValueOrDefault((partition.Topic, partition.Partition))?.EndAssignment();
            }
        }
    }

    /// <summary>The number of the partition's present assignment; 0 if there is none.</summary>
    public int AssignmentOf(string topic, int partition)
    {
        lock (_gate)
        {
            return _partitions.GetValueOrDefault((topic, partition)) is { IsAssigned: true } progress ? progress.Assignment : 0;
        }
    }

    /// <summary>Whether the reader may have the record: not if its partition was given up since it was fetched, nor if he has had it.</summary>
    public bool TryGive(GroupRecord record, int assignment)
    {
        bool isTrigger;
        try
        {
            isTrigger = policy.Trigger is null || policy.Trigger(record);
        }
        catch
        {
            // The reader never gets it; whoever reads on must not commit past it.
            TryGive(record, assignment, isTrigger: false);
            Fail(record);
            throw;
        }

        return TryGive(record, assignment, isTrigger);
    }

    /// <summary>The offset from which on the partition's records were not given or have not passed; null if none was given.</summary>
    public long? WatermarkOf(string topic, int partition)
    {
        lock (_gate)
        {
            return _partitions.GetValueOrDefault((topic, partition))?.Passed;
        }
    }

    public void Pass(GroupRecord record)
    {
        lock (_gate)
        {
            Of(record).Pass(record.Record.Offset);
        }
    }

    public void Fail(GroupRecord record)
    {
        lock (_gate)
        {
            Of(record).Fail(record.Record.Offset);
        }
    }

    /// <summary>What is to be committed now, of these partitions or of all.</summary>
    public List<PartitionPosition> FindDue(IEnumerable<PartitionPosition>? partitions = null)
    {
        var only = partitions?.Select(partition => (partition.Topic, partition.Partition)).ToHashSet();
        lock (_gate)
        {
            return
            [
                .. from pair in _partitions
                   where pair.Value.Due is not null && only?.Contains(pair.Key) != false
                   select new PartitionPosition(pair.Key.Topic, pair.Key.Partition, pair.Value.Due),
            ];
        }
    }

    public void OnCommitted(IEnumerable<PartitionPosition> positions)
    {
        lock (_gate)
        {
            foreach (var position in positions)
            {
                _partitions[(position.Topic, position.Partition)].OnCommitted(position.Offset!.Value);
            }
        }
    }

    public IReadOnlyList<GroupProgress> Describe()
    {
        lock (_gate)
        {
            return
            [
                .. from pair in _partitions
                   let progress = pair.Value
                   orderby pair.Key.Topic, pair.Key.Partition
                   select new GroupProgress(
                       pair.Key.Topic,
                       pair.Key.Partition,
                       progress.IsAssigned,
                       progress.Next,
                       progress.Passed,
                       progress.Committed,
                       progress.Repeated,
                       progress.FindWait()),
            ];
        }
    }

    private bool TryGive(GroupRecord record, int assignment, bool isTrigger)
    {
        lock (_gate)
        {
            var progress = Of(record);
            if (progress is not { IsAssigned: true, IsEnding: false } || progress.Assignment != assignment
                || !progress.TryGive(record.Record.Offset, isTrigger))
            {
                return false;
            }

            _atHand = (record.Topic, record.Record.Partition);
            return true;
        }
    }

    private PartitionProgress Of(GroupRecord record) => _partitions.TryGetValue((record.Topic, record.Record.Partition), out var progress)
        ? progress
        : throw new ArgumentException($"The record of {record.Topic}-{record.Record.Partition} does not come from this member.", nameof(record));
}
