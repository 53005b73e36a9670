// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Globalization;
using Sluice.LoadBench.Load;
using Sluice.LoadBench.Reporting;
using Sluice.Soak.Gateways;

namespace Sluice.LoadBench.Rows;

/// <summary>How long one reader waits for one record, and for the answer that there is none.</summary>
internal static class SingleReads
{
    private const int Records = 20_000;

    public static async Task<Findings> RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        var gateway = await bench.GatewayAsync(cancellationToken);
        var topic = await Bench.CreateTopicAsync(gateway, 1, 1, cancellationToken);
        await Writes.FillAsync(gateway, topic, 0, Records, cancellationToken);
        var random = new Random(1);
        var samples = bench.Length.Samples;
        var figures = await Turns.RunAsync(
            bench.Length,
            () => MeasureAsync(gateway, topic, Enumerable.Range(0, samples).Select(sample => (long)sample), cancellationToken),
            () => MeasureAsync(gateway, topic, Enumerable.Range(0, samples).Select(_ => random.NextInt64(Records)), cancellationToken),
            () => MeasureAsync(gateway, topic, Enumerable.Repeat((long)Records, samples), cancellationToken));
        return Findings.Of(
            Figure.Milliseconds("next offset, p50", figures[0].Percentile(50), 0.7),
            Figure.Milliseconds("any offset, p50", figures[1].Percentile(50), 1.5),
            Figure.Milliseconds("end of the log, p50", figures[2].Percentile(50), 1.5));
    }

    private static async Task<TimeSpan> MeasureAsync(GatewayProcess gateway, string topic, IEnumerable<long> offsets, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = gateway.Http.Address };
        var times = new List<TimeSpan>();
        foreach (var offset in offsets)
        {
            var begun = Stopwatch.GetTimestamp();
            using var response = await client.GetAsync(GatewayHttp.PathOfRead(topic, partition: 0, offset, count: 1), cancellationToken);
            times.Add(Stopwatch.GetElapsedTime(begun));
            response.EnsureSuccessStatusCode();
            var next = long.Parse(response.Headers.GetValues("NextOffset").Single(), CultureInfo.InvariantCulture);
            if (next != Math.Min(offset + 1, Records))
            {
                throw new InvalidOperationException($"Asked for the record at {offset}, and told to go on at {next}.");
            }
        }

        return times.Percentile(50);
    }
}
