// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Groups.Administration;

/// <summary>How far a group is behind.</summary>
/// <param name="Group">The group's id.</param>
/// <param name="ReadCommitted">
/// Whether the ends are those of committed transactions (<c>isolation.level=read_committed</c>), or else the high watermarks.
/// </param>
/// <param name="Partitions">Each partition that has a commit or a member, or belongs to a topic that was asked for; by topic and number.</param>
public sealed record GroupLag(string Group, bool ReadCommitted, IReadOnlyList<PartitionLag> Partitions)
{
    /// <summary>The sum over the partitions whose lag is known.</summary>
    public long TotalLag => Partitions.Sum(partition => partition.Lag ?? 0);
}
