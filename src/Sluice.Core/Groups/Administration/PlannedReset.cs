// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Groups.Administration;

/// <summary>What a reset does to one partition.</summary>
/// <param name="Topic">The topic's name.</param>
/// <param name="Partition">The partition's number, from 0.</param>
/// <param name="Committed">The offset committed so far; null if none is.</param>
/// <param name="Target">The offset that is committed instead.</param>
/// <param name="OutOfRange">
/// Whether what was asked for lies outside of what the partition has, and <paramref name="Target"/> is its nearer end.
/// </param>
public sealed record PlannedReset(string Topic, int Partition, long? Committed, long Target, bool OutOfRange);
