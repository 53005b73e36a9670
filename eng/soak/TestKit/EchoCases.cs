// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Sluice.Testing.Cases;
using Sluice.Testing.Pipelines;
using Sluice.Testing.Reporting;
using Sluice.Testing.Results;

namespace Sluice.Soak.TestKit;

/// <summary>
/// The files of a pipeline whose only service passes records on, with cases that each send a record and expect it, in as many lanes as its topics
/// have partitions. They go when this is disposed of.
/// </summary>
internal sealed class EchoCases : IDisposable
{
    public const string Input = "echo.in";
    public const string Output = "echo.out";
    public const string Group = "svc-echo";

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

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sluice-cases-");
    private readonly int _lanes;

    private EchoCases(int lanes) => _lanes = lanes;

    /// <summary>Writes them, with a case for each row in each lane.</summary>
    public static async Task<EchoCases> WriteAsync(int lanes, int rows, CancellationToken cancellationToken)
    {
        var cases = new EchoCases(lanes);
        try
        {
            await File.WriteAllTextAsync(cases.PathOf("pipeline.yaml"), PipelineFile(lanes), cancellationToken);
            await File.WriteAllTextAsync(cases.PathOf("echo.case.yaml"), CaseFile, cancellationToken);
            var numbers = Enumerable.Range(1, rows).Select(row => row.ToString(CultureInfo.InvariantCulture));
            await File.WriteAllLinesAsync(cases.PathOf("rows.csv"), ["n", .. numbers], cancellationToken);
            return cases;
        }
        catch
        {
            cases.Dispose();
            throw;
        }
    }

    /// <summary>Opens the pipeline at that Kafka.</summary>
    public Task<Pipeline> OpenAsync(string servers, PipelineOptions options, CancellationToken cancellationToken)
    {
        options.Variables["KAFKA_BOOTSTRAP"] = servers;
        return Pipeline.OpenAsync(PathOf("pipeline.yaml"), options, cancellationToken);
    }

    /// <summary>Runs all cases, one a lane at a time.</summary>
    public Task<RunResult> RunAsync(Pipeline pipeline, CancellationToken cancellationToken) => TestRun.RunAsync(
        pipeline, [PathOf("echo.case.yaml")], new RunOptions { Parallel = _lanes }, new PlainProgress(TextWriter.Null), cancellationToken);

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>The cases that did not pass, and why.</summary>
    public static IEnumerable<string> Alarms(RunResult result) => result.Cases.Where(one => one.Outcome != Outcome.Passed).Select(FailureText.Of);

    public static TimeSpan Median(IReadOnlyCollection<TimeSpan> times) => times.Order().ElementAt(times.Count / 2);

    public static string Milliseconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.0} ms");

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    private static string PipelineFile(int partitions) => $$"""
        kafka:
          main: { bootstrap: "${env:KAFKA_BOOTSTRAP}" }
        endpoints:
          in:  { topic: {{Input}}, id: key, partitions: {{partitions}} }
          out: { topic: {{Output}}, id: key, partitions: {{partitions}} }
        services:
          Echo: { in: [in], out: [out], group: {{Group}} }
        """;
}
