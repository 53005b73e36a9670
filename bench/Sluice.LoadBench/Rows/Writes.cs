// SPDX-License-Identifier: Apache-2.0

using Sluice.LoadBench.Load;
using Sluice.LoadBench.References;
using Sluice.LoadBench.Reporting;
using Sluice.Soak.Gateways;

namespace Sluice.LoadBench.Rows;

/// <summary>Writes of small records, one and many a request.</summary>
internal static class Writes
{
    private const int RecordBytes = 100;
    private const int BatchRecords = 1_000;

    /// <summary>How many clients write single records at once.</summary>
    public const int Connections = 64;

    public static async Task<Findings> SingleAsync(Bench bench, CancellationToken cancellationToken)
    {
        var gateway = await bench.GatewayAsync(cancellationToken);
        var embedded = await bench.EmbeddedAsync(cancellationToken);
        var floor = await bench.FloorAsync(cancellationToken);
        var body = Body(1);
        var real = PathOf(gateway, await Bench.CreateTopicAsync(gateway, 1, 1, cancellationToken));
        var inProcess = PathOf(embedded, await Bench.CreateTopicAsync(embedded, 1, 1, cancellationToken));
        var figures = await Turns.RunAsync(
            bench.Length,
            () => Wrk.PostAsync(floor.Address, body, Connections, bench.Length.Load, cancellationToken),
            () => Wrk.PostAsync(real, body, Connections, bench.Length.Load, cancellationToken),
            () => Wrk.PostAsync(inProcess, body, Connections, bench.Length.Load, cancellationToken));
        var rates = figures.Select(side => side.Select(turn => turn.Rate).Median()).ToArray();
        return Findings.Of(
            new Figure("bare Kestrel endpoint", rates[0], "/s"),
            new Figure("gateway", rates[1], "/s"),
            new Figure("gateway on the embedded cluster", rates[2], "/s"),
            Figure.Share("gateway, of the bare endpoint", rates[1], rates[0], 35),
            Figure.Share("embedded, of the bare endpoint", rates[2], rates[0], 60),
            Figure.Milliseconds("p50", figures[1].Select(turn => turn.Median).Percentile(50)),
            Figure.Milliseconds("p99", figures[1].Select(turn => turn.P99).Percentile(50)),
            new Figure("p99 over p50", figures[1].Select(turn => turn.P99 / turn.Median).Median(), "×", 5));
    }

    public static async Task<Findings> BatchAsync(Bench bench, CancellationToken cancellationToken)
    {
        const int Writers = 8;
        var kafka = await bench.KafkaAsync(cancellationToken);
        var gateway = await bench.GatewayAsync(cancellationToken);
        var body = Body(BatchRecords);
        var found = new List<Figure>();
        foreach (var replicas in (int[])[1, 3])
        {
            var topic = await Bench.CreateTopicAsync(gateway, 1, replicas, cancellationToken);
            var figures = await Turns.RunAsync(
                bench.Length,
                () => ReferenceProcess.WriteNativeAsync(kafka.BootstrapServers, topic, bench.Length.Records, RecordBytes, cancellationToken),
                async () => BatchRecords
                    * (await Wrk.PostAsync(PathOf(gateway, topic), body, Writers, bench.Length.Load, cancellationToken)).Rate);
            var (native, ours) = (figures[0].Median(), figures[1].Median());
            found.Add(new($"native client, records, {replicas} replicas", native, "/s"));
            found.Add(new($"gateway, records, {replicas} replicas", ours, "/s"));
            found.Add(Figure.Share($"gateway, of the native client, {replicas} replicas", ours, native, 85));
        }

        return Findings.Of([.. found]);
    }

    /// <summary>Writes so many records to a partition through the gateway.</summary>
    public static async Task FillAsync(GatewayProcess gateway, string topic, int partition, int records, CancellationToken cancellationToken)
    {
        var body = Body(BatchRecords, partition);
        for (var written = 0; written < records; written += BatchRecords)
        {
            var answer = await gateway.Http.WriteAsync(topic, body, cancellationToken);
            if (!answer.IsOk)
            {
                throw new InvalidOperationException($"The row cannot begin: {answer}");
            }
        }
    }

    /// <summary>Where records of a topic are written.</summary>
    public static Uri PathOf(GatewayProcess gateway, string topic) => new(gateway.Http.Address, $"v1/producer/topics/{topic}");

    /// <summary>A request of so many records of so many bytes each.</summary>
    public static string Body(int records, int partition = 0, int bytes = RecordBytes)
    {
        var value = new string('x', bytes);
        return $$"""{"records":[{{string.Join(',', Enumerable.Repeat($$"""{"value":"{{value}}","partition":{{partition}}}""", records))}}]}""";
    }
}
