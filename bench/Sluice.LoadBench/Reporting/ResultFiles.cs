// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;

namespace Sluice.LoadBench.Reporting;

/// <summary>Prints the table, and writes it and the figures to <c>artifacts/bench</c>.</summary>
internal static class ResultFiles
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static async Task WriteAsync(IReadOnlyList<RowResult> results, bool isQuick, CancellationToken cancellationToken)
    {
        var machine = $"{Environment.ProcessorCount} processors, {System.Runtime.InteropServices.RuntimeInformation.OSDescription}, .NET {Environment.Version}";
        var table = new StringWriter();
        table.WriteLine($"{machine}{(isQuick ? "; quick: one round, so that the figures are a hint" : "")}.");
        table.WriteLine();
        table.WriteLine("| row | figure | measured | target | |");
        table.WriteLine("|---|---|---|---|---|");
        foreach (var (row, figure) in results.SelectMany(result => result.Figures.Select(figure => (result.Row, figure))))
        {
            var verdict = figure.IsMet switch { true => "met", false => "**missed**", null => "" };
            table.WriteLine($"| {row.Name} | {figure.What} | {figure.ValueText} | {figure.TargetText} | {verdict} |");
        }

        Console.Write(table);
        var folder = Directory.CreateDirectory(Path.Combine("artifacts", "bench")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "results.md"), table.ToString(), cancellationToken);
        var json = JsonSerializer.Serialize(
            new { machine, isQuick, rows = results.Select(result => new { result.Row.Name, result.Row.What, result.Figures }) }, Indented);
        await File.WriteAllTextAsync(Path.Combine(folder, "results.json"), json, cancellationToken);
        Console.Error.WriteLine($"Written to {folder}.");
    }
}
