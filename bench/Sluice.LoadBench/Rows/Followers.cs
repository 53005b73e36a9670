// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Globalization;
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
    private const int BufferBytes = 64 * 1024;
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(10);

    public static async Task<Findings> RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        var kafka = await bench.KafkaAsync(cancellationToken);
        var gateway = await bench.GatewayAsync(cancellationToken);
        using var metrics = new GatewayMetrics(gateway);
        var log = await Bench.CreateTopicAsync(gateway, 1, 1, cancellationToken);
        await Records.FillAsync(gateway, log, 0, bench.Length.Records, cancellationToken);
        await using var client = await ReferenceProcess.StartReaderAsync(kafka.BootstrapServers, log, 1, bench.Length.Records, cancellationToken);
        var written = bench.Length.FollowedRecords;
        var before = await FetchedAsync();
        var turns = 0;
        var figures = await Turns.RunAsync(
            bench.Length, () => client.WorkAsync(bench.Length.Load, cancellationToken), FollowTurnAsync);
        var fetched = await FetchedAsync() - before;
        var (native, ours) = (figures[0].Median(), figures[1].Median());
        return Findings.Of(
            new Figure("native client, records, one reader", native, "/s"),
            new Figure($"records out to {Clients} followers", ours, "/s"),
            Figure.Share("records out, of the native client", ours, native, 100),
            new Figure("reads from Kafka for a record that was written", fetched / written / turns, "×", 1.1));

        Task<double> FollowTurnAsync()
        {
            turns++;
            return FollowAsync(gateway, written, cancellationToken);
        }

        Task<double> FetchedAsync() => metrics.GetAsync("sluice_kafka_fetched_records_total", cancellationToken);
    }

    private static async Task<double> FollowAsync(GatewayProcess gateway, int records, CancellationToken cancellationToken)
    {
        var topic = await Bench.CreateTopicAsync(gateway, 1, 1, cancellationToken);
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Clients }) { BaseAddress = gateway.Http.Address };
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var positions = new long[Clients];
        var writing = WriteAsync(gateway, topic, records, positions, failed.Token);
        var parts = Enumerable.Range(0, Clients).Select(number => FollowAsync(client, topic, records, positions, number, failed.Token))
            .Append(writing).ToList();
        await foreach (var ended in Task.WhenEach(parts))
        {
            if (!ended.IsCompletedSuccessfully)
            {
                // The others would wait for it, or for what it did not write.
                await failed.CancelAsync();
            }
        }

        // With the failure, if there was one, and not with what it cancelled.
        await (parts.Find(part => part.IsFaulted) ?? Task.WhenAll(parts));
        return (double)records * Clients / Stopwatch.GetElapsedTime(await writing).TotalSeconds;
    }

    // Since when all follow: they are at the end of the log, of one record, when the others come.
    private static async Task<long> WriteAsync(GatewayProcess gateway, string topic, int records, long[] positions, CancellationToken cancellationToken)
    {
        await Records.WriteAsync(gateway, topic, Records.Body(1), cancellationToken);
        await WaitAsync(1);
        var begun = Stopwatch.GetTimestamp();
        var body = Records.Body(BatchRecords);
        for (var written = 0; written < records; written += BatchRecords)
        {
            // As fast as the slowest follows.
            await WaitAsync(written - Window);
            await Records.WriteAsync(gateway, topic, body, cancellationToken);
        }

        return begun;

        async Task WaitAsync(long position)
        {
            while (positions.Min() < position)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(1), cancellationToken);
            }
        }
    }

    private static async Task FollowAsync(HttpClient client, string topic, int records, long[] positions, int number, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferBytes];
        for (var offset = 0L; offset <= records; positions[number] = offset)
        {
            using var response = await client.GetAsync(
                GatewayHttp.PathOfRead(topic, partition: 0, offset, Count, Wait), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            response.EnsureSuccessStatusCode();

            // What a client makes of the bytes is its own matter; that they are there is not.
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            var bytes = 0L;
            for (int read; (read = await body.ReadAsync(buffer, cancellationToken)) > 0;)
            {
                bytes += read;
            }

            var next = long.Parse(response.Headers.GetValues("NextOffset").Single(), CultureInfo.InvariantCulture);
            if (bytes < (next - offset) * Records.Bytes)
            {
                throw new InvalidOperationException($"The answer for offsets {offset} to {next} has {bytes} bytes: less than their records.");
            }

            offset = next;
        }
    }
}
