// SPDX-License-Identifier: Apache-2.0

namespace Sluice.LoadBench;

/// <summary>How long and how often everything is measured.</summary>
/// <param name="Rounds">How often each side has its turn.</param>
/// <param name="Load">How long one turn under load lasts.</param>
/// <param name="Records">How many records a turn that counts records moves.</param>
/// <param name="Samples">How many single requests a turn that measures latency sends.</param>
internal sealed record BenchLength(int Rounds, TimeSpan Load, int Records, int Samples)
{
    public static BenchLength Full { get; } = new(5, TimeSpan.FromSeconds(5), 500_000, 1_000);

    public static BenchLength Quick { get; } = new(1, TimeSpan.FromSeconds(2), 100_000, 200);
}
