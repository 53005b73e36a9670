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
            var answer = await connection.SendAsync("GET", "/health/live", "", TimeSpan.Zero, cancellationToken);
            if (!answer.IsOk)
            {
                throw new InvalidOperationException($"A connection is not served: {answer}");
            }
        }

        var connected = gateway.Figures().ResidentMegabytes;
        Array.ForEach(connections, connection => connection.Dispose());
        var time = bench.Length.MemoryLoad;
        return Findings.Of(
        [
            new Figure("resident when idle", atFirst, "MB", 80),
            new Figure($"resident with {Idle} idle connections", connected, "MB", 120),
            .. await WriteAsync("single records", 1),
            .. await WriteAsync("1,000 records at once", 1_000),
        ]);

        async Task<Figure[]> WriteAsync(string what, int records)
        {
            var load = Wrk.PostAsMuchAsItTakesAsync(Records.PathOf(gateway, topic), Records.Body(records), Busy, time, cancellationToken);
            var samples = await MemoryWatch.WhileAsync(gateway, load, cancellationToken);
            var quarters = samples.Chunk((samples.Count + 3) / 4).Select(quarter => quarter.Max(sample => sample.ResidentMegabytes)).ToArray();
            var figures = await load;
            return
            [
                new Figure($"resident at most, {Busy} connections write {what} for {time.TotalSeconds:0} s", quarters.Max(), "MB", 250),
                new Figure("its peak in the last quarter of the time, of that in the second", quarters[^1] / quarters[1], "×", 1.1),
                new Figure("of these requests served", figures.Rate, "/s"),
                new Figure("and refused for want of room (Limits:MemoryBudget)", 100 * figures.RefusedShare, "%"),
            ];
        }
    }
}
