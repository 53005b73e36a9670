// SPDX-License-Identifier: Apache-2.0

using Sluice.Soak.Gateways;

namespace Sluice.Soak.Memory;

/// <summary>Samples a gateway's resident memory while something runs.</summary>
internal static class MemoryWatch
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    public static async Task<IReadOnlyList<ProcessFigures>> WhileAsync(GatewayProcess gateway, Task work, CancellationToken cancellationToken)
    {
        var samples = new List<ProcessFigures> { gateway.Figures() };
        while (!work.IsCompleted)
        {
            await Task.WhenAny(work, Task.Delay(Interval, cancellationToken));
            samples.Add(gateway.Figures());
        }

        await work;
        return samples;
    }

    /// <summary>The peaks of the four quarters of the time, which show whether it settles.</summary>
    public static string PeaksByQuarter(this IReadOnlyList<ProcessFigures> samples) =>
        string.Join(", ", samples.Chunk(Math.Max(1, (samples.Count + 3) / 4)).Select(quarter => quarter.Peak()));

    public static int Peak(this IEnumerable<ProcessFigures> samples) => (int)Math.Ceiling(samples.Max(sample => sample.ResidentMegabytes));
}
