// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Groups;

/// <summary>How far a member has come in one partition. Immutable.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Partition">The partition's number, from 0.</param>
/// <param name="IsAssigned">Whether the member holds the partition now.</param>
/// <param name="Next">The offset behind the last record that the reader was given; null before the first.</param>
/// <param name="Passed">The offset below which all records that the reader was given have passed; null before the first.</param>
/// <param name="Committed">The offset that this member committed last, or where it went on when it got the partition; null if there is none.</param>
/// <param name="Repeated">How many records came again, after a rebalance, and were left out.</param>
/// <param name="WaitsFor">Why what was read is not committed yet, if there is something to be committed; else null.</param>
public sealed record GroupProgress(
    string Topic, int Partition, bool IsAssigned, long? Next, long? Passed, long? Committed, long Repeated, string? WaitsFor);
