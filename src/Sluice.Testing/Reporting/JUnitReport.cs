// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Sluice.Testing.Results;

namespace Sluice.Testing.Reporting;

/// <summary>
/// A run as JUnit XML: a <c>testsuite</c> a file, a <c>testcase</c> for each case, row and lane. There are only the attributes of Jenkins's
/// <c>junit-10.xsd</c>, since its xUnit plugin refuses a whole report for one more: <c>file</c> stands at the suite, and the line in the text.
/// </summary>
internal static class JUnitReport
{
    public static string Of(RunResult run)
    {
        var suites = new XElement(
            "testsuites",
            new XAttribute("name", XmlText.Of(run.Pipeline)),
            Counts(run.Cases),
            new XAttribute("time", Seconds(run.Elapsed)),
            run.Cases.GroupBy(one => one.File ?? one.Name).Select(SuiteOf));
        var output = new StringBuilder();
        using (var writer = XmlWriter.Create(output, new XmlWriterSettings { Indent = true, NewLineChars = "\n", OmitXmlDeclaration = true }))
        {
            suites.WriteTo(writer);
        }

        return $"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{output}\n";
    }

    private static XElement SuiteOf(IGrouping<string, CaseResult> cases)
    {
        CaseResult[] all = [.. cases];
        return new XElement(
            "testsuite",
            new XAttribute("name", XmlText.Of(cases.Key)),
            Counts(all),
            new XAttribute("skipped", all.Count(one => one.Outcome == Outcome.NotRun)),
            new XAttribute("time", Seconds(TimeSpan.FromTicks(all.Sum(one => one.Elapsed.Ticks)))),
            new XAttribute("timestamp", all.Min(one => one.Started).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture)),
            all[0].File is { } file ? new XAttribute("file", XmlText.Of(file)) : null,
            all.GroupBy(one => one.Title).SelectMany(alike => alike.Select((one, i) => CaseOf(one, i == 0 ? one.Title : $"{one.Title} ({i + 1})"))));
    }

    // The title is unique within the suite: GitLab shows only the first of those with the same name.
    private static XElement CaseOf(CaseResult result, string title) => new(
        "testcase",
        new XAttribute("name", XmlText.Of(title)),
        new XAttribute("classname", XmlText.Of(ClassOf(result))),
        new XAttribute("time", Seconds(result.Elapsed)),
        result.Outcome switch
        {
            Outcome.Failed => Problem("failure", "ExpectationFailed", result.Failure is { } failure ? $"{failure.Step}: {failure.Summary}" : "failed", result),
            Outcome.Error => Problem("error", "CannotTell", result.Error ?? "cannot tell", result),
            Outcome.NotRun => new XElement("skipped"),
            _ => null,
        });

    private static XElement Problem(string kind, string type, string message, CaseResult result)
    {
        var line = result.Steps.FirstOrDefault(step => step.Outcome is Outcome.Failed or Outcome.Error)?.Line;

        // The suite's file and a line behind it is what GitHub's viewers look for, to annotate that line.
        var place = result.File is { } file && line is not null ? string.Create(CultureInfo.InvariantCulture, $"\n\nat {file}:{line}") : "";
        return new XElement(
            kind, new XAttribute("message", XmlText.Of(message)), new XAttribute("type", type), XmlText.Of(FailureText.Of(result) + place));
    }

    private static XAttribute[] Counts(IReadOnlyList<CaseResult> cases) =>
    [
        new("tests", cases.Count),
        new("failures", cases.Count(one => one.Outcome == Outcome.Failed)),
        new("errors", cases.Count(one => one.Outcome == Outcome.Error)),
    ];

    // The path as a class in packages, so that files of the same name in two folders stay apart; viewers split at the dots.
    private static string ClassOf(CaseResult result)
    {
        if (result.File is not { } file)
        {
            return result.Name.Replace('.', '_');
        }

        string[] names = [.. file.Split('/', '\\').Where(name => name is not ("" or "." or ".."))];
        names[^1] = names[^1].Split('.')[0];
        return string.Join('.', names.Select(name => name.Replace('.', '_')));
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);
}
