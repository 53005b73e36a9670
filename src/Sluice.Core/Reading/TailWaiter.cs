// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Reading;

/// <summary>A reader that waits at the end of a partition.</summary>
internal sealed class TailWaiter(PartitionKey partition, long offset, int maxRecords, long maxBytes)
{
    private readonly TaskCompletionSource<ReadResult?> _woken = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public PartitionKey Partition { get; } = partition;

    public long Offset { get; } = offset;

    public int MaxRecords { get; } = maxRecords;

    public long MaxBytes { get; } = maxBytes;

    /// <summary>Completes with records, or with null when the reader must look again.</summary>
    public Task<ReadResult?> Woken => _woken.Task;

    /// <summary>Whether nobody waits any more.</summary>
    public bool IsOver => _woken.Task.IsCompleted;

    /// <summary>Lets the reader look again for itself.</summary>
    public void WakeToLookAgain() => _woken.TrySetResult(null);

    /// <summary>Hands the records over; false if nobody waits any more.</summary>
    public bool TryWake(ReadResult records) => _woken.TrySetResult(records);

    /// <summary>Whether the same records are the answer to both, who wait at the same partition.</summary>
    public bool AsksTheSame(TailWaiter other) => (Offset, MaxRecords, MaxBytes) == (other.Offset, other.MaxRecords, other.MaxBytes);
}
