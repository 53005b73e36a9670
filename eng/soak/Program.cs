// SPDX-License-Identifier: Apache-2.0

using Sluice.Soak;
using Sluice.Soak.Reporting;

var isShort = args.Contains("--short");
var names = args.Where(arg => arg != "--short").ToArray();
var chosen = names is ["all"] ? Scenario.All : [.. Scenario.All.Where(scenario => names.Contains(scenario.Name))];
if (names.Length == 0 || (names is not ["all"] && chosen.Count != names.Length))
{
    Console.Error.WriteLine($"Usage: soak all|<scenario>... [--short]   KAFKA_HOME names the Kafka to start. Scenarios: {string.Join(", ", Scenario.All.Select(s => s.Name))}");
    return 2;
}

using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) =>
{
    press.Cancel = true;
    interrupted.Cancel();
};
var holds = true;
foreach (var scenario in chosen)
{
    var report = await (isShort ? scenario.Short : scenario.Full)(interrupted.Token);
    MarkdownTable.Write(Console.Out, report);
    holds &= report.Holds;
}

return holds ? 0 : 1;
