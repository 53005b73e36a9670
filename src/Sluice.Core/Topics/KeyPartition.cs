// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Native;

namespace Sluice.Core.Topics;

/// <summary>Where a key's records go: the partition that Java's clients choose for it (murmur2, the default partitioner), and so do Sluice's.</summary>
public static class KeyPartition
{
    /// <summary>The partition of a key in a topic with that many partitions. Thread-safe.</summary>
    /// <param name="key">The key's bytes; an empty key is one.</param>
    /// <param name="partitionCount">How many partitions the topic has, at least 1.</param>
    public static int Of(ReadOnlySpan<byte> key, int partitionCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(partitionCount, 1);
        return Librdkafka.PartitionByMurmur2(0, key, (nuint)key.Length, partitionCount, 0, 0);
    }
}
