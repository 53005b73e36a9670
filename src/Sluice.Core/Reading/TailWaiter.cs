// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Records;

namespace Sluice.Core.Reading;

/// <summary>A reader that waits at the end of a partition.</summary>
internal sealed class TailWaiter(PartitionKey partition, long offset, int maxRecords, long maxBytes)
{
    private readonly TaskCompletionSource<ReadResult?> _woken = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public PartitionKey Partition { get; } = partition;

    public long Offset { get; } = offset;

    /// <summary>Completes with records, or with null when the reader must look again.</summary>
    public Task<ReadResult?> Woken => _woken.Task;

    /// <summary>Whether nobody waits any more.</summary>
    public bool IsOver => _woken.Task.IsCompleted;

    /// <summary>Lets the reader look again for itself.</summary>
    public void WakeToLookAgain() => _woken.TrySetResult(null);

    /// <summary>Hands over those of the records it asked for; true if there were any.</summary>
    public bool TryWake(IReadOnlyList<StoredRecord> arrived)
    {
        var records = new List<StoredRecord>();
        var size = 0L;
        foreach (var record in arrived)
        {
            if (record.Offset < Offset)
            {
                continue;
            }

            size += record.Size;
            if (records.Count > 0 && size > maxBytes)
            {
                break;
            }

            records.Add(record);
            if (records.Count >= maxRecords || size >= maxBytes)
            {
                break;
            }
        }

        return records.Count > 0 && _woken.TrySetResult(new ReadResult(records, records[^1].Offset + 1));
    }
}
