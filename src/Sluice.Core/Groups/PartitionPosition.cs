// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Groups;

/// <summary>A place in a partition.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Partition">The partition's number, from 0.</param>
/// <param name="Offset">The offset of the next record; null where it is not known.</param>
public readonly record struct PartitionPosition(string Topic, int Partition, long? Offset = null)
{
    /// <summary>As Kafka's own tools write it: <c>orders-3</c>, with the offset <c>orders-3@42</c>.</summary>
    public override string ToString() => Offset is { } offset ? $"{Topic}-{Partition}@{offset}" : $"{Topic}-{Partition}";
}
