// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Sluice.Core.Embedded;
using Sluice.Soak.Reporting;
using Sluice.Testing.Cases;
using Sluice.Testing.Pipelines;
using Sluice.Testing.Reporting;
using Sluice.Testing.Results;

namespace Sluice.Soak.TestKit;

/// <summary>
/// What a case costs over the services' own time: many cases in lanes, each a record sent and one expected, before a service that does
/// nothing but pass records on; and, turn by turn with them, the same round trips by a bare Kafka client.
/// </summary>
internal static class ManyCases
{
    private const int Lanes = 6;
    private static readonly TimeSpan OverheadBound = TimeSpan.FromMilliseconds(20);

    private const string PipelineFile = """
        kafka:
          main: { bootstrap: "${env:KAFKA_BOOTSTRAP}" }
        endpoints:
          in:  { topic: echo.in,  id: key, partitions: 6 }
          out: { topic: echo.out, id: key, partitions: 6 }
        services:
          Echo: { in: [in], out: [out], group: svc-echo }
        """;

    private const string CaseFile = """
        name: a record comes out of the service
        lanes: in
        data: rows.csv
        steps:
          - send: in
            key: "${id}"
            value: { id: "${id}", n: "${row.n}" }
          - expect: out
            match: { id: "${id}", n: "${row.n}" }
        """;

    public static async Task<ScenarioReport> RunAsync(int cases, int rounds, CancellationToken cancellationToken)
    {
        var rows = (cases + Lanes - 1) / Lanes;
        var report = new ScenarioReport("Many cases in six lanes");
        var folder = Directory.CreateTempSubdirectory("sluice-cases-");
        try
        {
            await WriteFilesAsync(folder.FullName, rows, cancellationToken);
            using var embedded = EmbeddedCluster.Start();
            var options = new PipelineOptions { Embedded = embedded, Variables = { ["KAFKA_BOOTSTRAP"] = embedded.BootstrapServers } };
            await using var pipeline = await Pipeline.OpenAsync(Path.Combine(folder.FullName, "pipeline.yaml"), options, cancellationToken);
            using var service = new EchoService(embedded.BootstrapServers, "echo.in", "echo.out", "svc-echo");
            using var bare = new EchoClients(embedded.BootstrapServers, "echo.in", "echo.out", Lanes);
            await service.Assigned.WaitAsync(TimeSpan.FromSeconds(60), cancellationToken);

            // Compiles both ways, and is not counted.
            await bare.RunAsync(Lanes, Math.Min(rows, 20), cancellationToken);
            await RunCasesAsync(pipeline, folder.FullName, cancellationToken);
            var bareTimes = new List<TimeSpan>();
            var caseTimes = new List<TimeSpan>();
            var walls = new List<TimeSpan>();
            var alarms = new List<string>();
            for (var round = 0; round < rounds; round++)
            {
                bareTimes.Add(Mean(await bare.RunAsync(Lanes, rows, cancellationToken)));
                var result = await RunCasesAsync(pipeline, folder.FullName, cancellationToken);
                caseTimes.Add(Mean([.. result.Cases.Select(one => one.Elapsed)]));
                walls.Add(result.Elapsed);
                alarms.AddRange(result.Cases.Where(one => one.Outcome != Outcome.Passed).Select(FailureText.Of));
            }

            report.Note("cases a round, six at once", rows * Lanes);
            report.Note("rounds, turn by turn with a bare client", rounds);
            report.None("cases that did not pass", alarms);
            report.Note("median time of a round", Median(walls));
            report.Note("mean time of a case", Milliseconds(Median(caseTimes)));
            report.Note("mean time of the same by a bare client", Milliseconds(Median(bareTimes)));
            var overhead = Median(caseTimes) - Median(bareTimes);
            report.Add("overhead a case", Milliseconds(overhead), $"≤ {Milliseconds(OverheadBound)}", overhead <= OverheadBound);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        return report;
    }

    private static Task<RunResult> RunCasesAsync(Pipeline pipeline, string folder, CancellationToken cancellationToken) => TestRun.RunAsync(
        pipeline, [Path.Combine(folder, "many.case.yaml")], new RunOptions { Parallel = Lanes }, new PlainProgress(TextWriter.Null), cancellationToken);

    private static async Task WriteFilesAsync(string folder, int rows, CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "pipeline.yaml"), PipelineFile, cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "many.case.yaml"), CaseFile, cancellationToken);
        var numbers = Enumerable.Range(1, rows).Select(row => row.ToString(CultureInfo.InvariantCulture));
        await File.WriteAllLinesAsync(Path.Combine(folder, "rows.csv"), ["n", .. numbers], cancellationToken);
    }

    private static TimeSpan Mean(List<TimeSpan> times) => TimeSpan.FromTicks((long)times.Average(time => time.Ticks));

    private static TimeSpan Median(List<TimeSpan> times) => times.Order().ElementAt(times.Count / 2);

    private static string Milliseconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.0} ms");
}
