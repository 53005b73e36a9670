// SPDX-License-Identifier: Apache-2.0

using Sluice.LoadBench.Load;
using Sluice.LoadBench.Reporting;
using Sluice.Soak.Gateways;
using Sluice.Soak.Memory;

namespace Sluice.LoadBench.Rows;

/// <summary>The memory that a published gateway before Kafka has resident: with connections that do nothing, and under the loads of writes.</summary>
internal static class Footprints
{
    private const int Idle = 1_000;
    private const int Busy = 256;

    public static async Task<Findings> RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        var kafka = await bench.KafkaAsync(cancellationToken);
        await using var gateway = await GatewayProcess.StartAsync(
            kafka.BootstrapServers, cancellationToken, program: await bench.PublishedAsync(cancellationToken));
        var topic = await Bench.CreateTopicAsync(gateway, 1, 1, cancellationToken);
        var atFirst = gateway.Figures().ResidentMegabytes;
        var connections = Enumerable.Range(0, Idle).Select(_ => new WireClient(gateway.Http.Address)).ToArray();
        foreach (var connection in connections)
        {
            await connection.SendAsync("GET", "/health/live", "", TimeSpan.Zero, cancellationToken);
        }

        var connected = gateway.Figures().ResidentMegabytes;
        Array.ForEach(connections, connection => connection.Dispose());
        var (single, singleGrowth, _) = await WriteAsync(1);
        var (batch, batchGrowth, refused) = await WriteAsync(1_000);
        var time = $"{bench.Length.MemoryLoad.TotalSeconds:0} s";
        return Findings.Of(
            new Figure("resident when idle", atFirst, "MB", 80),
            new Figure($"resident with {Idle} idle connections", connected, "MB", 120),
            new Figure($"resident at most, {Busy} connections write single records for {time}", single, "MB", 250),
            new Figure("its peak in the last quarter of the time, of that in the second", singleGrowth, "×", 1.1),
            new Figure($"resident at most, {Busy} connections write 1,000 records at once for {time}", batch, "MB", 250),
            new Figure("its peak in the last quarter of the time, of that in the second", batchGrowth, "×", 1.1),
            new Figure("of these refused for want of memory (Limits:MemoryBudget)", 100 * refused, "%"));

        async Task<(double Peak, double Growth, double RefusedShare)> WriteAsync(int records)
        {
            var load = Wrk.PostAsync(
                Writes.PathOf(gateway, topic), Writes.Body(records), Busy, bench.Length.MemoryLoad, cancellationToken, mayRefuse: true);
            var samples = await MemoryWatch.WhileAsync(gateway, load, cancellationToken);
            var quarters = samples.Chunk((samples.Count + 3) / 4).Select(quarter => quarter.Max(sample => sample.ResidentMegabytes)).ToArray();
            return (quarters.Max(), quarters[^1] / quarters[1], (await load).RefusedShare);
        }
    }
}
