// SPDX-License-Identifier: Apache-2.0

using Sluice.Cli.Output;
using Sluice.Core.Connections.Diagnosis;

namespace Sluice.Cli.Checking;

/// <summary>Prints steps: a line each as soon as it is known, or JSON in the end.</summary>
internal static class CheckOutput
{
    /// <summary>True if no step failed.</summary>
    public static async Task<bool> WriteAsync(Terminal terminal, IAsyncEnumerable<DiagnosisStep> steps, bool json)
    {
        if (json)
        {
            var all = await steps.ToListAsync();
            var passed = all.TrueForAll(step => step.Outcome != DiagnosisOutcome.Failed);
            await CommandOutput.WriteAsync(terminal, writer => CheckJson.Write(writer, passed, all), _ => { });
            return passed;
        }

        var hasFailed = false;
        await using var text = terminal.CreateTextOutput();
        await foreach (var step in steps)
        {
            hasFailed |= step.Outcome == DiagnosisOutcome.Failed;
            await text.WriteLineAsync($"{MarkOf(step.Outcome)} {step.Subject}  {step.Name}: {step.Detail.ReplaceLineEndings(" ")}");
            await text.FlushAsync();
        }

        return !hasFailed;
    }

    private static char MarkOf(DiagnosisOutcome outcome) => outcome switch
    {
        DiagnosisOutcome.Passed => '✔',
        DiagnosisOutcome.Failed => '✘',
        _ => '–',
    };
}
