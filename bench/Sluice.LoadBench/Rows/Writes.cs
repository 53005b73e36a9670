// SPDX-License-Identifier: Apache-2.0

using Sluice.LoadBench.Load;
using Sluice.LoadBench.References;
using Sluice.LoadBench.Reporting;

namespace Sluice.LoadBench.Rows;

/// <summary>Writes of small records, one and many a request.</summary>
internal static class Writes
{
    private const int BatchRecords = 1_000;

    /// <summary>How many clients write single records at once.</summary>
    public const int Connections = 64;

    public static async Task<Findings> SingleAsync(Bench bench, CancellationToken cancellationToken)
    {
        var gateway = await bench.GatewayAsync(cancellationToken);
        var embedded = await bench.EmbeddedAsync(cancellationToken);
        var floor = await bench.FloorAsync(cancellationToken);
        var body = Records.Body(1);
        var real = Records.PathOf(gateway, await Bench.CreateTopicAsync(gateway, 1, 1, cancellationToken));
        var replicated = Records.PathOf(gateway, await Bench.CreateTopicAsync(gateway, 1, 3, cancellationToken));
        var inProcess = Records.PathOf(embedded, await Bench.CreateTopicAsync(embedded, 1, 1, cancellationToken));
        var figures = await Turns.RunAsync(
            bench.Length,
            () => WriteAsync(floor.Address), () => WriteAsync(real), () => WriteAsync(inProcess), () => WriteAsync(replicated));
        var rates = figures.Select(side => side.Select(turn => turn.Rate).Median()).ToArray();
        return Findings.Of(
            new Figure("bare Kestrel endpoint", rates[0], "/s"),
            new Figure("gateway", rates[1], "/s"),
            new Figure("gateway, three replicas", rates[3], "/s"),
            new Figure("gateway on the embedded cluster", rates[2], "/s"),
            Figure.Share("gateway, of the bare endpoint", rates[1], rates[0], 35),
            Figure.Share("embedded, of the bare endpoint", rates[2], rates[0], 60),
            Figure.Milliseconds("p50", figures[1].Select(turn => turn.Median).Percentile(50)),
            Figure.Milliseconds("p99", figures[1].Select(turn => turn.P99).Percentile(50)),
            new Figure("p99 over p50", figures[1].Select(turn => turn.P99 / turn.Median).Median(), "×", 5));

        Task<LoadFigures> WriteAsync(Uri address) => Wrk.PostAsync(address, body, Connections, bench.Length.Load, cancellationToken);
    }

    public static async Task<Findings> BatchAsync(Bench bench, CancellationToken cancellationToken)
    {
        const int Writers = 8;
        var kafka = await bench.KafkaAsync(cancellationToken);
        var gateway = await bench.GatewayAsync(cancellationToken);
        var embedded = await bench.EmbeddedAsync(cancellationToken);
        var body = Records.Body(BatchRecords);
        var inProcess = Records.PathOf(embedded, await Bench.CreateTopicAsync(embedded, 1, 1, cancellationToken));
        var found = new List<Figure>();
        foreach (var replicas in (int[])[1, 3])
        {
            var topic = await Bench.CreateTopicAsync(gateway, 1, replicas, cancellationToken);
            await using var client = await ReferenceProcess.StartWriterAsync(kafka.BootstrapServers, topic, Records.Bytes, cancellationToken);
            var figures = await Turns.RunAsync(
                bench.Length, () => client.WorkAsync(bench.Length.Load, cancellationToken), () => WriteAsync(Records.PathOf(gateway, topic)));
            found.AddRange(Figure.BesideNative($"{replicas} replicas", figures[0].Median(), figures[1].Median(), 85));
        }

        var alone = await Turns.RunAsync(bench.Length, () => WriteAsync(inProcess));
        found.Add(new("gateway on the embedded cluster, records", alone[0].Median(), "/s"));
        return Findings.Of([.. found]);

        async Task<double> WriteAsync(Uri address) =>
            BatchRecords * (await Wrk.PostAsync(address, body, Writers, bench.Length.Load, cancellationToken)).Rate;
    }
}
