// SPDX-License-Identifier: Apache-2.0

using Sluice.LoadBench.Load;
using Sluice.LoadBench.Reporting;

namespace Sluice.LoadBench.Rows;

/// <summary>How soon the published gateway without a cluster serves, and what it then holds.</summary>
internal static class Starts
{
    public static async Task<Findings> RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        var program = await bench.PublishedAsync(cancellationToken);
        var starts = (await Turns.RunAsync(bench.Length, () => Bench.StartOnceAsync(program, cancellationToken)))[0];
        return Findings.Of(
            new Figure("start to the first 200", starts.Select(start => start.Start.TotalSeconds).Median(), "s", 0.6),
            new Figure("resident when idle", starts.Select(start => start.IdleMegabytes).Median(), "MB", 80));
    }
}
