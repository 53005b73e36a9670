// SPDX-License-Identifier: Apache-2.0

namespace Sluice.LoadBench;

/// <summary>How long and how often everything is measured.</summary>
/// <param name="WarmUp">How many turns of each side are not counted: code is compiled anew while it runs.</param>
/// <param name="Rounds">How often each side has its turn.</param>
/// <param name="Load">How long one turn under load lasts.</param>
/// <param name="MemoryLoad">How long each load lasts under which memory is watched.</param>
/// <param name="Records">How many records a turn that counts records moves.</param>
/// <param name="Samples">How many single requests a turn that measures latency sends.</param>
/// <param name="HasLargest">Whether growth is measured up to the largest.</param>
internal sealed record BenchLength(int WarmUp, int Rounds, TimeSpan Load, TimeSpan MemoryLoad, int Records, int Samples, bool HasLargest)
{
    public static BenchLength Full { get; } = new(2, 5, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), 500_000, 1_000, HasLargest: true);

    public static BenchLength Quick { get; } = new(1, 1, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3), 100_000, 200, HasLargest: false);

    /// <summary>What growth is measured at.</summary>
    public int[] Growing(params int[] sizes) => HasLargest ? sizes : sizes[..^1];
}
