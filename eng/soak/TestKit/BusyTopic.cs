// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Confluent.Kafka;
using Sluice.Soak.Reporting;
using Sluice.Testing.Cases;
using Sluice.Testing.Clusters;
using Sluice.Testing.Pipelines;
using Sluice.Testing.Reporting;
using Sluice.Testing.Results;

namespace Sluice.Soak.TestKit;

/// <summary>
/// Fifty cases at a time wait for their records in a topic that gets a hundred thousand others a second, which the test kit reads too: each
/// finds its own, in time, and nobody else's.
/// </summary>
internal static class BusyTopic
{
    private const int Lanes = 50;
    private const int OthersPerSecond = 100_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan CaseBound = TimeSpan.FromSeconds(2);

    private const string PipelineFile = """
        kafka:
          main: { bootstrap: "${env:KAFKA_BOOTSTRAP}" }
        endpoints:
          in:  { topic: busy.in,  id: key, partitions: 50 }
          out: { topic: busy.out, id: key, partitions: 50 }
        services:
          Echo: { in: [in], out: [out], group: svc-echo }
        """;

    private const string CaseFile = """
        name: a record comes out among many others
        lanes: in
        data: rows.csv
        steps:
          - send: in
            key: "${id}"
            value: { id: "${id}", n: "${row.n}" }
          - expect: out
            match: { id: "${id}", n: "${row.n}" }
        """;

    public static async Task<ScenarioReport> RunAsync(int cases, CancellationToken cancellationToken)
    {
        var report = new ScenarioReport("Fifty open expectations in a busy topic");
        var folder = Directory.CreateTempSubdirectory("sluice-busy-");
        try
        {
            await WriteFilesAsync(folder.FullName, cases / Lanes, cancellationToken);
            await using var kafka = await KafkaProcess.StartAsync(new KafkaProcessOptions(), cancellationToken);
            var options = new PipelineOptions { Variables = { ["KAFKA_BOOTSTRAP"] = kafka.BootstrapServers }, CreateTopics = true };
            await using var pipeline = await Pipeline.OpenAsync(Path.Combine(folder.FullName, "pipeline.yaml"), options, cancellationToken);
            using var service = new EchoService(kafka.BootstrapServers, "busy.in", "busy.out", "svc-echo");
            await service.Assigned.WaitAsync(Patience, cancellationToken);

            // Compiles, and is not counted.
            await RunCasesAsync(pipeline, folder.FullName, cancellationToken);
            var alone = await RunCasesAsync(pipeline, folder.FullName, cancellationToken);
            using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var written = new StrongBox<long>();
            var others = Task.Factory.StartNew(
                () => WriteOthers(kafka.BootstrapServers, written, over.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            while (Volatile.Read(ref written.Value) < OthersPerSecond)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(10), cancellationToken);
            }

            var (before, clock) = (Volatile.Read(ref written.Value), Stopwatch.StartNew());
            var busy = await RunCasesAsync(pipeline, folder.FullName, cancellationToken);
            var rate = (Volatile.Read(ref written.Value) - before) / clock.Elapsed.TotalSeconds;
            await over.CancelAsync();
            await others;

            report.Note("cases, fifty at once", busy.Cases.Count);
            report.Note("other records a second", (long)rate);
            report.None("cases that did not pass", [.. alone.Cases.Concat(busy.Cases).Where(one => one.Outcome != Outcome.Passed).Select(FailureText.Of)]);
            report.Note("median time of a case with nothing beside", Milliseconds(Median(alone)));
            var median = Median(busy);
            report.Add("median time of a case", Milliseconds(median), $"≤ {Milliseconds(CaseBound)}", median <= CaseBound);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        return report;
    }

    private static Task<RunResult> RunCasesAsync(Pipeline pipeline, string folder, CancellationToken cancellationToken) => TestRun.RunAsync(
        pipeline, [Path.Combine(folder, "busy.case.yaml")], new RunOptions { Parallel = Lanes }, new PlainProgress(TextWriter.Null), cancellationToken);

    // As many a millisecond as make the rate, and what a late millisecond owes with the next.
    private static void WriteOthers(string servers, StrongBox<long> count, CancellationToken over)
    {
        using var producer = new ProducerBuilder<byte[], byte[]>(new ProducerConfig { BootstrapServers = servers, LingerMs = 5, QueueBufferingMaxMessages = 1_000_000 }).Build();
        var message = new Message<byte[], byte[]> { Value = Encoding.UTF8.GetBytes("""{"id":"somebody else's","n":"0","padding":"................................................"}""") };
        var written = 0L;
        for (var clock = Stopwatch.StartNew(); !over.IsCancellationRequested;)
        {
            for (var owed = (long)(clock.Elapsed.TotalSeconds * OthersPerSecond); written < owed; written++)
            {
                message.Key = Encoding.UTF8.GetBytes(written.ToString(CultureInfo.InvariantCulture));
                producer.Produce("busy.out", message);
            }

            Volatile.Write(ref count.Value, written);
            over.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(1));
        }

        producer.Flush(Patience);
    }

    private static async Task WriteFilesAsync(string folder, int rows, CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "pipeline.yaml"), PipelineFile, cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "busy.case.yaml"), CaseFile, cancellationToken);
        var numbers = Enumerable.Range(1, rows).Select(row => row.ToString(CultureInfo.InvariantCulture));
        await File.WriteAllLinesAsync(Path.Combine(folder, "rows.csv"), ["n", .. numbers], cancellationToken);
    }

    private static TimeSpan Median(RunResult result) => result.Cases.Select(one => one.Elapsed).Order().ElementAt(result.Cases.Count / 2);

    private static string Milliseconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.0} ms");
}
