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

    public static int Peak(this IEnumerable<ProcessFigures> samples) => (int)Math.Ceiling(samples.Max(sample => sample.ResidentMegabytes));
}
