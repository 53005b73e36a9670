// SPDX-License-Identifier: Apache-2.0

using Sluice.LoadBench.Load;
using Sluice.LoadBench.Reporting;

namespace Sluice.LoadBench.Rows;

/// <summary>How long one reader waits for one record, and for the answer that there is none.</summary>
internal static class SingleReads
{
    private const int Written = 20_000;

    public static async Task<Findings> RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        var gateway = await bench.GatewayAsync(cancellationToken);
        var topic = await Bench.CreateTopicAsync(gateway, 1, 1, cancellationToken);
        await Records.FillAsync(gateway, topic, 0, Written, cancellationToken);
        var figures = await Turns.RunAsync(
            bench.Length, () => ReadAsync(ReadPattern.Sequential), () => ReadAsync(ReadPattern.Random), () => ReadAsync(ReadPattern.AtTheEnd));
        return Findings.Of(
            Figure.Milliseconds("next offset, p50", figures[0].Percentile(50), 0.7),
            Figure.Milliseconds("any offset, p50", figures[1].Percentile(50), 1.5),
            Figure.Milliseconds("end of the log, p50", figures[2].Percentile(50), 1.5));

        async Task<TimeSpan> ReadAsync(ReadPattern pattern) =>
            (await Wrk.ReadAsync(gateway, topic, pattern, partitions: 1, count: 1, Written, bench.Length.Load, cancellationToken)).Median;
    }
}
