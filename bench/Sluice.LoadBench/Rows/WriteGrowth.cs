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
        var address = Writes.PathOf(gateway, await Bench.CreateTopicAsync(gateway, 1, 1, cancellationToken));
        var (rates, medians) = (new List<CurvePoint>(), new List<CurvePoint>());
        foreach (var connections in bench.Length.Growing(1, 4, 16, 64, 256, 1_000, 4_000))
        {
            var figures = await Wrk.PostAsync(address, Writes.Body(1), connections, bench.Length.Load, cancellationToken);
            rates.Add(new(connections, figures.Rate));
            medians.Add(new(connections, figures.Median.TotalMilliseconds));
        }

        return Findings.Of(
            new Curve("connections-rate", "connections", "single writes, requests/s", rates),
            new Curve("connections-latency", "connections", "single writes, p50 in ms", medians));
    }

    public static async Task<Findings> SizesAsync(Bench bench, CancellationToken cancellationToken)
    {
        var gateway = await bench.WideGatewayAsync(cancellationToken);
        var topic = await Bench.CreateTopicAsync(gateway, 1, 1, cancellationToken, """{"max.message.bytes":6000000,"retention.bytes":200000000}""");
        var points = new List<CurvePoint>();
        foreach (var bytes in bench.Length.Growing(10, 100, 1_000, 10_000, 100_000, 1_000_000, 5_000_000))
        {
            var figures = await Wrk.PostAsync(
                Writes.PathOf(gateway, topic), Writes.Body(1, bytes: bytes), Writers, bench.Length.Load, cancellationToken);
            points.Add(new(bytes, 1_000 * Writers / figures.Rate));
        }

        return Findings.Of(new Curve("record-size", "bytes a record", $"ms a write, {Writers} writers", points));
    }

    public static async Task<Findings> RecordsAsync(Bench bench, CancellationToken cancellationToken)
    {
        var gateway = await bench.WideGatewayAsync(cancellationToken);
        var topic = await Bench.CreateTopicAsync(gateway, 1, 1, cancellationToken);
        var points = new List<CurvePoint>();
        foreach (var records in bench.Length.Growing(1, 10, 100, 1_000, 10_000))
        {
            var figures = await Wrk.PostAsync(Writes.PathOf(gateway, topic), Writes.Body(records), Writers, bench.Length.Load, cancellationToken);
            points.Add(new(records, 1_000 * Writers / figures.Rate));
        }

        return Findings.Of(new Curve("records-a-request", "records a request", $"ms a write, {Writers} writers", points));
    }

    public static async Task<Findings> ParkedAsync(Bench bench, CancellationToken cancellationToken)
    {
        var gateway = await bench.WideGatewayAsync(cancellationToken);
        var address = Writes.PathOf(gateway, await Bench.CreateTopicAsync(gateway, 1, 1, cancellationToken));
        var (rates, memory) = (new List<CurvePoint>(), new List<CurvePoint>());
        foreach (var parked in bench.Length.Growing(0, 100, 1_000, 5_000))
        {
            await using var polls = await ParkedPolls.StartAsync(gateway, parked, cancellationToken);
            rates.Add(new(parked, (await Wrk.PostAsync(address, Writes.Body(1), Writes.Connections, bench.Length.Load, cancellationToken)).Rate));
            memory.Add(new(parked, gateway.Figures().ResidentMegabytes));
        }

        return Findings.Of(
            new Curve("polls-rate", "parked polls", "single writes beside them, requests/s", rates),
            new Curve("polls-memory", "parked polls", "resident, MB", memory));
    }
}
