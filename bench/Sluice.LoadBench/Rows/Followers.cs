// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Sluice.LoadBench.Load;
using Sluice.LoadBench.References;
using Sluice.LoadBench.Reporting;
using Sluice.Soak.Gateways;

namespace Sluice.LoadBench.Rows;

/// <summary>Many clients that follow the same partition while it is written to: each gets every record, and Kafka is read once for all of them.</summary>
internal static class Followers
{
    private const int Clients = 200;
    private const int Count = 1_000;
    private const int BatchRecords = 500;
    private const int Window = 5_000;
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(10);

    public static async Task<Findings> RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        var kafka = await bench.KafkaAsync(cancellationToken);
        var gateway = await bench.GatewayAsync(cancellationToken);
        using var metrics = new GatewayMetrics(gateway);
        var log = await Bench.CreateTopicAsync(gateway, 1, 1, cancellationToken);
        var logRecords = bench.Length.Records / 2;
        await Writes.FillAsync(gateway, log, 0, logRecords, cancellationToken);
        var written = bench.Length.Records / 20;
        var before = await metrics.GetAsync("sluice_kafka_fetched_records_total", cancellationToken);
        var figures = await Turns.RunAsync(
            bench.Length,
            () => ReferenceProcess.ReadNativeAsync(kafka.BootstrapServers, log, partitions: 1, logRecords, cancellationToken),
            () => FollowAsync(gateway, written, cancellationToken));
        var fetched = await metrics.GetAsync("sluice_kafka_fetched_records_total", cancellationToken) - before;
        var (native, ours) = (figures[0].Median(), figures[1].Median());
        return Findings.Of(
            new Figure("native client, records, one reader", native, "/s"),
            new Figure($"records out to {Clients} followers", ours, "/s"),
            Figure.Share("records out, of the native client", ours, native, 100),
            new Figure("reads from Kafka for a record that was written", fetched / written / (bench.Length.WarmUp + bench.Length.Rounds), "×", 1.1));
    }

    private static async Task<double> FollowAsync(GatewayProcess gateway, int records, CancellationToken cancellationToken)
    {
        var topic = await Bench.CreateTopicAsync(gateway, 1, 1, cancellationToken);
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Clients }) { BaseAddress = gateway.Http.Address };
        var positions = new long[Clients];
        var followers = Task.WhenAll(Enumerable.Range(0, Clients).Select(number => FollowAsync(client, topic, records, positions, number, cancellationToken)));
        var begun = Stopwatch.GetTimestamp();
        var body = Writes.Body(BatchRecords);
        for (var written = 0; written < records; written += BatchRecords)
        {
            // As fast as the slowest follows.
            while (written - positions.Min() > Window)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(1), cancellationToken);
            }

            var answer = await gateway.Http.WriteAsync(topic, body, cancellationToken);
            if (!answer.IsOk)
            {
                throw new InvalidOperationException($"A write failed: {answer}");
            }
        }

        await followers;
        return (double)records * Clients / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    private static async Task FollowAsync(HttpClient client, string topic, int records, long[] positions, int number, CancellationToken cancellationToken)
    {
        for (var offset = 0L; offset < records; positions[number] = offset)
        {
            offset = await Pages.ReadAsync(client, GatewayHttp.PathOfRead(topic, partition: 0, offset, Count, Wait), cancellationToken);
        }
    }
}
