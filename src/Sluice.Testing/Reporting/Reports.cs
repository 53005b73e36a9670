// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Sluice.Testing.Results;

namespace Sluice.Testing.Reporting;

/// <summary>Writes a run into files of a folder: JSON lines while it goes on, all others at its end. Disposing it closes them.</summary>
public sealed class Reports : IRunObserver, IDisposable
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);
    private const string Unfinished = ".part";
    private readonly string _folder;
    private readonly IReadOnlyCollection<ReportKind> _kinds;
    private readonly JsonLines? _lines;

    private Reports(string folder, IReadOnlyCollection<ReportKind> kinds)
    {
        (_folder, _kinds) = (folder, kinds);
        _lines = kinds.Contains(ReportKind.JsonLines)
            ? new JsonLines(new StreamWriter(Path.Combine(folder, NameOf(ReportKind.JsonLines)), append: false, Utf8)) : null;
    }

    /// <summary>
    /// Makes the folder if it is not there, and takes the reports of an earlier run out of it: one that cannot be written is told of before the
    /// run, and a run that breaks off leaves no other run's reports behind.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="kinds">What to write.</param>
    /// <exception cref="IOException">The folder cannot be made or written.</exception>
    public static Reports Create(string folder, IReadOnlyCollection<ReportKind> kinds)
    {
        ArgumentNullException.ThrowIfNull(kinds);
        try
        {
            Directory.CreateDirectory(folder);
            foreach (var kind in kinds)
            {
                var file = Path.Combine(folder, NameOf(kind));
                using (File.Create(file + Unfinished, 1, FileOptions.DeleteOnClose))
                {
                    File.Delete(file);
                }
            }

            return new Reports(folder, kinds);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"No reports can be written into the folder \"{folder}\": {fault.Message} Name a folder that can be written.", fault);
        }
    }

    /// <summary>The name of the file for that kind.</summary>
    public static string NameOf(ReportKind kind) => kind switch
    {
        ReportKind.JUnit => "junit.xml",
        ReportKind.Html => "report.html",
        ReportKind.JsonLines => "run.jsonl",
        _ => "summary.md",
    };

    /// <summary>The report as text, for whoever keeps it elsewhere than in a file.</summary>
    /// <param name="kind">What to write; JSON lines come while a run goes on, and cannot be made of its result.</param>
    /// <param name="result">The run.</param>
    public static string Render(ReportKind kind, RunResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return kind switch
        {
            ReportKind.JUnit => JUnitReport.Of(result),
            ReportKind.Html => HtmlReport.Of(result),
            ReportKind.Markdown => MarkdownReport.Of(result),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "JSON lines come while a run goes on."),
        };
    }

    /// <inheritdoc />
    public void RunStarted(string pipeline, DateTimeOffset started, int cases) => _lines?.RunStarted(pipeline, started, cases);

    /// <inheritdoc />
    public void CaseStarted(CaseStart start) => _lines?.CaseStarted(start);

    /// <inheritdoc />
    public void StepStarted(StepStart start) => _lines?.StepStarted(start);

    /// <inheritdoc />
    public void CaseEnded(CaseResult result) => _lines?.CaseEnded(result);

    /// <inheritdoc />
    public void RunEnded(RunResult result)
    {
        _lines?.RunEnded(result);
        foreach (var kind in _kinds)
        {
            if (kind != ReportKind.JsonLines)
            {
                Write(kind, Render(kind, result));
            }
        }
    }

    /// <inheritdoc />
    public void Dispose() => _lines?.Dispose();

    // Under another name first: who reads the report finds the whole of it or none.
    private void Write(ReportKind kind, string content)
    {
        var file = Path.Combine(_folder, NameOf(kind));
        File.WriteAllText(file + Unfinished, content, Utf8);
        File.Move(file + Unfinished, file, overwrite: true);
    }
}
