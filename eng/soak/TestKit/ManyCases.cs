// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Embedded;
using Sluice.Soak.Reporting;
using Sluice.Testing.Pipelines;

namespace Sluice.Soak.TestKit;

/// <summary>
/// What a case costs over the services' own time: many cases in lanes, each a record sent and one expected, before a service that does
/// nothing but pass records on; and, turn by turn with them, the same round trips by a bare Kafka client.
/// </summary>
internal static class ManyCases
{
    private const int Lanes = 6;
    private static readonly TimeSpan OverheadBound = TimeSpan.FromMilliseconds(20);

    public static async Task<ScenarioReport> RunAsync(int cases, int rounds, CancellationToken cancellationToken)
    {
        var rows = (cases + Lanes - 1) / Lanes;
        var report = new ScenarioReport("Many cases in six lanes");
        using var echo = await EchoCases.WriteAsync(Lanes, rows, cancellationToken);
        using var embedded = EmbeddedCluster.Start();
        await using var pipeline = await echo.OpenAsync(embedded.BootstrapServers, new PipelineOptions { Embedded = embedded }, cancellationToken);
        using var service = new EchoService(embedded.BootstrapServers, EchoCases.Input, EchoCases.Output, EchoCases.Group);
        using var bare = new EchoClients(embedded.BootstrapServers, EchoCases.Input, EchoCases.Output, Lanes);
        await service.Assigned.WaitAsync(TimeSpan.FromSeconds(60), cancellationToken);

        // Compiles both ways, and is not counted.
        await bare.RunAsync(Lanes, Math.Min(rows, 20), cancellationToken);
        await echo.RunAsync(pipeline, cancellationToken);
        var bareTimes = new List<TimeSpan>();
        var caseTimes = new List<TimeSpan>();
        var walls = new List<TimeSpan>();
        var alarms = new List<string>();
        for (var round = 0; round < rounds; round++)
        {
            bareTimes.Add(Mean(await bare.RunAsync(Lanes, rows, cancellationToken)));
            var result = await echo.RunAsync(pipeline, cancellationToken);
            caseTimes.Add(Mean([.. result.Cases.Select(one => one.Elapsed)]));
            walls.Add(result.Elapsed);
            alarms.AddRange(EchoCases.Alarms(result));
        }

        report.Note("cases a round, six at once", rows * Lanes);
        report.Note("rounds, turn by turn with a bare client", rounds);
        report.None("cases that did not pass", alarms);
        report.Note("median time of a round", EchoCases.Median(walls));
        report.Note("mean time of a case", EchoCases.Milliseconds(EchoCases.Median(caseTimes)));
        report.Note("mean time of the same by a bare client", EchoCases.Milliseconds(EchoCases.Median(bareTimes)));
        var overhead = EchoCases.Median(caseTimes) - EchoCases.Median(bareTimes);
        report.Add("overhead a case", EchoCases.Milliseconds(overhead), $"≤ {EchoCases.Milliseconds(OverheadBound)}", overhead <= OverheadBound);
        return report;
    }

    private static TimeSpan Mean(List<TimeSpan> times) => TimeSpan.FromTicks((long)times.Average(time => time.Ticks));
}
