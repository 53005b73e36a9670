// SPDX-License-Identifier: Apache-2.0

namespace Sluice.LoadBench;

/// <summary>How long and how often everything is measured.</summary>
/// <param name="WarmUp">How many turns of each side are not counted at least: code is compiled anew while it runs.</param>
/// <param name="Rounds">How often each side has its turn.</param>
/// <param name="Load">How long one turn under load lasts.</param>
/// <param name="MemoryLoad">How long each load lasts under which memory is watched.</param>
/// <param name="Records">How many records a partition has that is read again and again.</param>
/// <param name="FollowedRecords">How many records a turn writes that all followers get.</param>
/// <param name="Samples">How many single requests a turn that measures latency sends.</param>
/// <param name="GrowthRounds">How often growth is measured at each size; the first time is not counted unless it is the only one.</param>
/// <param name="GrowthLoad">How long each of these lasts.</param>
/// <param name="HasLargest">Whether growth is measured up to the largest.</param>
internal sealed record BenchLength(
    int WarmUp, int Rounds, TimeSpan Load, TimeSpan MemoryLoad, int Records, int FollowedRecords, int Samples, int GrowthRounds, TimeSpan GrowthLoad,
    bool HasLargest)
{
    public static BenchLength Full { get; } =
        new(3, 5, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(10), 1_000_000, 25_000, 1_000, GrowthRounds: 4, TimeSpan.FromSeconds(3), HasLargest: true);

    public static BenchLength Quick { get; } =
        new(0, 1, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3), 100_000, 5_000, 200, GrowthRounds: 1, TimeSpan.FromSeconds(1), HasLargest: false);

    /// <summary>What growth is measured at.</summary>
    public int[] Growing(params int[] sizes) => HasLargest ? sizes : sizes[..^1];
}
