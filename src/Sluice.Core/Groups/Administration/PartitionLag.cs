// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Groups.Administration;

/// <summary>How far a group is behind on one partition.</summary>
/// <param name="Topic">The topic's name.</param>
/// <param name="Partition">The partition's number, from 0.</param>
/// <param name="Committed">The committed offset, which is that of the next record to read; null if none is committed.</param>
/// <param name="End">The end of what can be read; null if the partition is no longer there.</param>
/// <param name="Member">The member that has the partition now; null if none has, or the cluster does not tell.</param>
public sealed record PartitionLag(string Topic, int Partition, long? Committed, long? End, GroupMember? Member)
{
    /// <summary>
    /// Offsets from the committed one to the end, markers of transactions among them; never negative. Null if one of the two is missing.
    /// </summary>
    public long? Lag => End is { } end && Committed is { } committed ? Math.Max(0, end - committed) : null;
}
