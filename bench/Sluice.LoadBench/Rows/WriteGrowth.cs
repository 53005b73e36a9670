// SPDX-License-Identifier: Apache-2.0

using Sluice.LoadBench.Load;
using Sluice.LoadBench.Reporting;

namespace Sluice.LoadBench.Rows;

/// <summary>How the cost of writes grows with connections, the size of records, records a request, and readers that wait.</summary>
internal static class WriteGrowth
{
    // Few clients suffice to fill the machine where a request has much to carry.
    private const int Writers = 8;

    public static async Task<Findings> ConnectionsAsync(Bench bench, CancellationToken cancellationToken)
    {
        var gateway = await bench.WideGatewayAsync(cancellationToken);
        var address = Records.PathOf(gateway, await Bench.CreateTopicAsync(gateway, 1, 1, cancellationToken));
        var found = await Growth.MeasureAsync(bench.Length, bench.Length.Growing(1, 4, 16, 64, 256, 1_000, 4_000), async connections =>
        {
            var figures = await Wrk.PostAsync(address, Records.Body(1), connections, bench.Length.GrowthLoad, cancellationToken);
            return [figures.Rate, figures.Median.TotalMilliseconds];
        });
        return Findings.Of(
            new Curve("connections-rate", "connections", "single writes, requests/s", found[0]),
            new Curve("connections-latency", "connections", "single writes, p50 in ms", found[1]));
    }

    public static async Task<Findings> SizesAsync(Bench bench, CancellationToken cancellationToken)
    {
        var gateway = await bench.WideGatewayAsync(cancellationToken);
        var topic = await Bench.CreateTopicAsync(gateway, 1, 1, cancellationToken, """{"max.message.bytes":6000000,"retention.bytes":200000000}""");
        var address = Records.PathOf(gateway, topic);
        var found = await Growth.MeasureAsync(bench.Length, bench.Length.Growing(10, 100, 1_000, 10_000, 100_000, 1_000_000, 5_000_000), async bytes =>
            [1_000 * Writers / (await Wrk.PostAsync(address, Records.Body(1, bytes: bytes), Writers, bench.Length.GrowthLoad, cancellationToken)).Rate]);
        return Findings.Of(new Curve("record-size", "bytes a record", $"ms a write, {Writers} writers", found[0]));
    }

    public static async Task<Findings> RecordsAsync(Bench bench, CancellationToken cancellationToken)
    {
        var gateway = await bench.WideGatewayAsync(cancellationToken);
        var address = Records.PathOf(gateway, await Bench.CreateTopicAsync(gateway, 1, 1, cancellationToken));
        var found = await Growth.MeasureAsync(bench.Length, bench.Length.Growing(1, 10, 100, 1_000, 10_000), async records =>
            [1_000 * Writers / (await Wrk.PostAsync(address, Records.Body(records), Writers, bench.Length.GrowthLoad, cancellationToken)).Rate]);
        return Findings.Of(new Curve("records-a-request", "records a request", $"ms a write, {Writers} writers", found[0]));
    }

    public static async Task<Findings> ParkedAsync(Bench bench, CancellationToken cancellationToken)
    {
        // Memory that was used once is not given back at once: it is looked at on the first way up, of a gateway that has done nothing else.
        await using var gateway = await bench.StartWideGatewayAsync(cancellationToken);
        var address = Records.PathOf(gateway, await Bench.CreateTopicAsync(gateway, 1, 1, cancellationToken));
        var resident = new Dictionary<int, double>();
        var found = await Growth.MeasureAsync(bench.Length, bench.Length.Growing(0, 100, 1_000, 5_000), async parked =>
        {
            await using var polls = await ParkedPolls.StartAsync(gateway, parked, cancellationToken);
            var figures = await Wrk.PostAsync(address, Records.Body(1), Writes.Connections, bench.Length.GrowthLoad, cancellationToken);
            resident.TryAdd(parked, gateway.Figures().ResidentMegabytes);
            return [figures.Rate];
        });
        return Findings.Of(
            new Curve("polls-rate", "parked polls", "single writes beside them, requests/s", found[0]),
            new Curve("polls-memory", "parked polls", "resident, MB", [.. resident.Select(size => new CurvePoint(size.Key, size.Value))]));
    }
}
