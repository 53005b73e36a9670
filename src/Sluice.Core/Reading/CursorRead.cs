// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Records;

namespace Sluice.Core.Reading;

/// <summary>What a cursor is asked for.</summary>
/// <param name="Partition">Where.</param>
/// <param name="Offset">From which offset.</param>
/// <param name="Target">
/// An offset up to which the log is known to reach: until there the cursor waits for records, from there it takes only what has arrived.
/// </param>
/// <param name="MaxRecords">At most that many records.</param>
/// <param name="MaxBytes">At most that many bytes, but always one record unless <paramref name="MayBeEmpty"/>.</param>
/// <param name="MayBeEmpty">Whether the byte bound holds for the first record too, because the answer already has others.</param>
/// <param name="Timeout">The cursor comes back after that time at the latest.</param>
/// <param name="GivenUp">Ends when nobody waits for the answer any more.</param>
internal sealed record CursorRead(
    PartitionKey Partition, long Offset, long Target, int MaxRecords, long MaxBytes, bool MayBeEmpty, TimeSpan Timeout, CancellationToken GivenUp)
{
    /// <summary>Whether there is room for a record; asked before each is kept.</summary>
    public Func<StoredRecord, bool> Keeps { get; init; } = static _ => true;
}
