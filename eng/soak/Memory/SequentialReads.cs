// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Sluice.Soak.Gateways;
using Sluice.Soak.Load;
using Sluice.Soak.Reporting;
using Sluice.Testing.Clusters;

namespace Sluice.Soak.Memory;

/// <summary>Readers go through a topic from its first record to its last, over and over: the process does not grow.</summary>
internal static class SequentialReads
{
    private const string Topic = "sequential";
    private const int Partitions = 4;
    private const int Records = 40_000;
    private const int GrowthBound = 48;

    public static async Task<ScenarioReport> RunAsync(TimeSpan warmUp, TimeSpan length, CancellationToken cancellationToken)
    {
        var report = new ScenarioReport("Sequential reads");
        await using var kafka = await KafkaProcess.StartAsync(new KafkaProcessOptions(), cancellationToken);
        await using var gateway = await GatewayProcess.StartAsync(kafka.BootstrapServers, cancellationToken);
        await gateway.Http.CreateTopicAsync(Topic, Partitions, replicas: 1, cancellationToken);
        var writers = new RecordWriters(gateway.Http, Topic, writers: Partitions, recordsPerRequest: 500);
        await writers.RunAsync(sent => sent < Records / Partitions, cancellationToken);

        var warmUpReads = new ReadTotals();
        var warm = await MemoryWatch.WhileAsync(gateway, ReadForAsync(gateway.Http, warmUp, warmUpReads, cancellationToken), cancellationToken);
        var reads = new ReadTotals();
        var samples = await MemoryWatch.WhileAsync(gateway, ReadForAsync(gateway.Http, length, reads, cancellationToken), cancellationToken);

        report.Note("read for", length);
        report.AtLeast("requests", reads.Requests, 1);
        report.Note("records", reads.Records);
        report.None("reads that failed or lost their place", [.. warmUpReads.Faults, .. reads.Faults]);
        report.Note("resident at most in warm-up, MiB", warm.Peak());
        report.Note("resident at most in each quarter afterwards, MiB", samples.PeaksByQuarter());
        report.AtMost("growth after warm-up, MiB", samples.Peak() - warm.Peak(), GrowthBound);
        return report;
    }

    private static Task ReadForAsync(GatewayHttp gateway, TimeSpan length, ReadTotals totals, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        return Task.WhenAll(Enumerable.Range(0, Partitions).Select(async partition =>
        {
            while (clock.Elapsed < length)
            {
                await ReadThroughAsync(gateway, partition, totals, cancellationToken);
            }
        }));
    }

    private static async Task ReadThroughAsync(GatewayHttp gateway, int partition, ReadTotals totals, CancellationToken cancellationToken)
    {
        for (var offset = 0L; ;)
        {
            var answer = await gateway.ReadAsync(Topic, partition, offset, count: 500, cancellationToken);
            var records = answer.IsOk ? answer.Json.GetProperty("records").GetArrayLength() : -1;
            totals.Add(answer, records, isInPlace: answer.NextOffset == offset + records);
            if (records <= 0)
            {
                return;
            }

            offset += records;
        }
    }
}
