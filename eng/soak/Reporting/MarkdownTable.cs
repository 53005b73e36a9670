// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Soak.Reporting;

/// <summary>Prints reports as the tables of <c>docs/operations/soak.md</c>.</summary>
internal static class MarkdownTable
{
    public static void Write(TextWriter output, ScenarioReport report)
    {
        output.WriteLine($"### {report.Scenario}");
        output.WriteLine();
        output.WriteLine("| figure | measured | bound | |");
        output.WriteLine("|---|---|---|---|");
        foreach (var measure in report.Measures)
        {
            var verdict = measure.Bound.Length == 0 ? "" : measure.Holds ? "holds" : "**broken**";
            output.WriteLine($"| {Cell(measure.What)} | {Cell(measure.Value)} | {Cell(measure.Bound)} | {verdict} |");
        }

        output.WriteLine();
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ");
}
