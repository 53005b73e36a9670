// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Text.Json;
using Sluice.Soak.Reporting;
using Sluice.Testing.Clusters;

namespace Sluice.Soak.TestKit;

/// <summary>
/// The sample pipeline's cases again and again, as their users run them (<c>sluice test --demo</c>), while two busy loops take the processors
/// away. The services do nothing wrong, so that every case that does not pass is a false alarm.
/// </summary>
internal static class SampleRounds
{
    private const int BusyLoops = 2;
    private static readonly TimeSpan RoundBound = TimeSpan.FromMinutes(5);

    public static async Task<ScenarioReport> RunAsync(int rounds, CancellationToken cancellationToken)
    {
        var report = new ScenarioReport("The sample's cases under two busy loops");
        var alarms = new List<string>();
        var times = new List<TimeSpan>();
        var passed = new List<int>();
        using var busy = new BusyLoops(BusyLoops);
        for (var round = 1; round <= rounds; round++)
        {
            var folder = Directory.CreateTempSubdirectory("sluice-rounds-");
            try
            {
                var clock = Stopwatch.StartNew();
                var found = await RunOnceAsync(folder.FullName, cancellationToken);
                times.Add(clock.Elapsed);
                passed.Add(found.Passed);
                alarms.AddRange(found.Alarms.Select(alarm => $"round {round}: {alarm}"));
                Console.Error.WriteLine($"round {round} of {rounds}: {found.Passed} passed, {found.Alarms.Count} false, {clock.Elapsed.TotalSeconds:0} s");
            }
            finally
            {
                folder.Delete(recursive: true);
            }
        }

        report.Note("rounds", rounds);
        report.Note("busy loops", BusyLoops);
        report.Note("processors", Environment.ProcessorCount);
        report.None("cases that did not pass", alarms);
        report.AtLeast("cases that passed in each round", passed.Min(), 30);
        report.Exactly("cases that passed: difference between rounds", passed.Max() - passed.Min(), 0);
        report.Note("median round", times.Order().ElementAt(times.Count / 2));
        report.Within("slowest round", times.Max(), RoundBound);
        return report;
    }

    private static async Task<(int Passed, List<string> Alarms)> RunOnceAsync(string folder, CancellationToken cancellationToken)
    {
        var log = new LogTail();
        var program = Path.Combine(AppContext.BaseDirectory, "sluice.dll");
        var process = ChildProcess.Start(
            log, AppContext.BaseDirectory, ["dotnet", "exec", program, "test", "--demo", "--report", "jsonl", "--out", folder]);
        int exitCode;
        try
        {
            await process.WaitForExitAsync(cancellationToken).WaitAsync(RoundBound, cancellationToken);
            exitCode = process.ExitCode;
        }
        catch (TimeoutException)
        {
            return (0, [$"no end in {RoundBound.TotalMinutes:0} minutes: {log}"]);
        }
        finally
        {
            process.Kill();
        }

        var cases = await ReadCasesAsync(folder, cancellationToken);
        List<string> alarms = [.. cases.Where(one => one.Outcome != "passed").Select(one => $"{one.Name}: {one.Outcome}")];
        if (alarms.Count == 0 && exitCode != 0)
        {
            alarms.Add($"exit code {exitCode}: {log}");
        }
        else if (alarms.Count > 0)
        {
            alarms.Add(log.ToString());
        }

        return (cases.Count(one => one.Outcome == "passed"), alarms);
    }

    private static async Task<List<(string Name, string Outcome)>> ReadCasesAsync(string folder, CancellationToken cancellationToken)
    {
        var cases = new List<(string, string)>();
        foreach (var file in Directory.EnumerateFiles(folder, "*.jsonl"))
        {
            foreach (var line in await File.ReadAllLinesAsync(file, cancellationToken))
            {
                var entry = JsonElement.Parse(line);
                if (entry.GetProperty("event").GetString() == "case-ended")
                {
                    cases.Add((entry.GetProperty("title").GetString()!, entry.GetProperty("outcome").GetString()!));
                }
            }
        }

        return cases;
    }
}
