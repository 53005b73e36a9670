// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Sluice.LoadBench;
using Sluice.LoadBench.References;
using Sluice.LoadBench.Reporting;
using Sluice.LoadBench.Rows;

if (args is [ReferenceProcess.Argument, .. var reference])
{
    return await ReferenceProcess.ServeAsync(reference);
}

var isQuick = args.Contains("--quick");
var names = args.Where(arg => !arg.StartsWith("--", StringComparison.Ordinal)).ToArray();
var unknown = names.Except(Row.All.Select(row => row.Name)).ToArray();
if (unknown.Length > 0 || args.Except(names).Any(arg => arg != "--quick"))
{
    Console.Error.WriteLine($"""
        Usage: loadbench [--quick] [ROW...]   All rows without a name. KAFKA_HOME names the Kafka to start; needs wrk. Results go to artifacts/bench.
        Rows: {string.Join(", ", Row.All.Select(row => row.Name))}
        Exit code: 0 all targets met, 1 a row failed or was interrupted, 2 wrong arguments, 3 a target missed.
        """);
    return 2;
}

using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) =>
{
    press.Cancel = true;
    interrupted.Cancel();
};
await using var bench = new Bench(isQuick ? BenchLength.Quick : BenchLength.Full);
var results = new List<RowResult>();
var failures = 0;
foreach (var row in Row.All.Where(row => names.Length == 0 || names.Contains(row.Name)))
{
    Console.Error.WriteLine($"{row.Name}: {row.What}");
    var clock = Stopwatch.StartNew();
    using var bound = CancellationTokenSource.CreateLinkedTokenSource(interrupted.Token);
    bound.CancelAfter(Row.MaxTime);
    try
    {
        await bench.SettleAsync(bound.Token);
        results.Add(new RowResult(row, await row.RunAsync(bench, bound.Token)));
        Console.Error.WriteLine($"  done in {clock.Elapsed.TotalSeconds:0} s");
    }
    catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
    {
        // What has been measured is worth having.
        failures++;
        break;
    }
    catch (Exception failure)
    {
        // The others are worth having all the same; the exit code tells.
        failures++;
        Console.Error.WriteLine($"{row.Name} failed: {(bound.IsCancellationRequested ? $"not done in {Row.MaxTime.TotalMinutes:0} minutes." : failure.Message)}");
    }
}

await ResultFiles.WriteAsync(results, args, isQuick);
return failures > 0 ? 1 : results.Any(result => result.Findings.Figures.Any(figure => figure.IsMet == false)) ? 3 : 0;
