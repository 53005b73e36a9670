// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Topics;

/// <summary>The offsets of a partition.</summary>
/// <param name="Partition">The partition's number, from 0.</param>
/// <param name="Earliest">The first offset still there.</param>
/// <param name="Latest">The high watermark: the offset after the last record that all in-sync replicas have.</param>
public sealed record PartitionOffsets(int Partition, long Earliest, long Latest);
