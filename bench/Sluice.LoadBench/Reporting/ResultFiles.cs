// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Sluice.LoadBench.Reporting;

/// <summary>Prints the tables, and writes them, the figures and the plots to <c>artifacts/bench</c>, those that are a hint only to <c>quick</c> below it.</summary>
internal static class ResultFiles
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <param name="results">What was measured.</param>
    /// <param name="arguments">The command's arguments.</param>
    /// <param name="isQuick">Whether the figures are a hint only.</param>
    public static async Task WriteAsync(IReadOnlyList<RowResult> results, string[] arguments, bool isQuick)
    {
        var machine = $"{Environment.ProcessorCount} processors, {RuntimeInformation.OSDescription}, .NET {Environment.Version}";
        var version = typeof(ResultFiles).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        var command = string.Join(' ', ["loadbench", .. arguments]);
        var tables = new StringWriter(CultureInfo.InvariantCulture);
        tables.WriteLine($"{version}, `{command}`, load by wrk, over HTTP/2 by h2load, of followers and polls by HttpClient; {machine}{(isQuick ? "; quick: one round, so that the figures are a hint" : "")}.");
        WriteFigures(tables, results);
        WriteCurves(tables, results);
        Console.Write(tables);

        var folder = Directory.CreateDirectory(Path.Combine("artifacts", "bench", isQuick ? "quick" : "")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "results.md"), tables.ToString());
        var json = JsonSerializer.Serialize(
            new { version, command, machine, isQuick, rows = results.Select(result => new { result.Row.Name, result.Row.What, result.Findings.Figures, result.Findings.Curves }) },
            Indented);
        await File.WriteAllTextAsync(Path.Combine(folder, "results.json"), json);
        foreach (var curve in results.SelectMany(result => result.Findings.Curves))
        {
            await File.WriteAllTextAsync(Path.Combine(folder, curve.Name + ".svg"), CurvePlot.ToSvg(curve));
        }

        Console.Error.WriteLine($"Written to {folder}.");
    }

    private static void WriteFigures(StringWriter tables, IReadOnlyList<RowResult> results)
    {
        tables.WriteLine();
        tables.WriteLine("| row | figure | measured | target | |");
        tables.WriteLine("|---|---|---|---|---|");
        foreach (var (row, figure) in results.SelectMany(result => result.Findings.Figures.Select(figure => (result.Row, figure))))
        {
            var verdict = figure.IsMet switch { true => "met", false => "**missed**", null => "" };
            tables.WriteLine($"| {row.Name} | {figure.What} | {figure.ValueText} | {figure.TargetText} | {verdict} |");
        }
    }

    private static void WriteCurves(StringWriter tables, IReadOnlyList<RowResult> results)
    {
        foreach (var curve in results.SelectMany(result => result.Findings.Curves))
        {
            tables.WriteLine();
            tables.WriteLine($"| {curve.XAxis} | {string.Join(" | ", curve.Points.Select(point => Text(point.X)))} |");
            tables.WriteLine($"|---|{string.Concat(Enumerable.Repeat("---|", curve.Points.Count))}");
            tables.WriteLine($"| {curve.YAxis} | {string.Join(" | ", curve.Points.Select(point => Text(point.Y)))} |");
        }
    }

    private static string Text(double value) => value.ToString(value < 100 ? "0.##" : "N0", CultureInfo.InvariantCulture);
}
