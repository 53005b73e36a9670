// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Sluice.Testing.Results;

namespace Sluice.Testing.Reporting;

/// <summary>
/// A run as JUnit XML, in the form that GitLab, Jenkins, Azure Pipelines and GitHub's viewers all read: a <c>testsuite</c> a file, a
/// <c>testcase</c> for each case, row and lane, with <c>failure</c> or <c>error</c>.
/// </summary>
internal static class JUnitReport
{
    public static string Of(RunResult run)
    {
        var suites = new XElement(
            "testsuites",
            new XAttribute("name", Text(run.Pipeline)),
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

    private static XElement SuiteOf(IGrouping<string, CaseResult> file)
    {
        CaseResult[] cases = [.. file];
        return new XElement(
            "testsuite",
            new XAttribute("name", Text(file.Key)),
            Counts(cases),
            new XAttribute("time", Seconds(TimeSpan.FromTicks(cases.Sum(one => one.Elapsed.Ticks)))),
            new XAttribute("timestamp", cases.Min(one => one.Started).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture)),
            cases.Select(CaseOf));
    }

    private static XElement CaseOf(CaseResult result)
    {
        var line = result.Steps.FirstOrDefault(step => step.Outcome is Outcome.Failed or Outcome.Error)?.Line;
        return new XElement(
            "testcase",
            new XAttribute("name", Text(result.Title)),
            new XAttribute("classname", Text(ClassOf(result))),
            new XAttribute("time", Seconds(result.Elapsed)),
            result.File is null ? null : new XAttribute("file", Text(result.File)),
            line is null ? null : new XAttribute("line", line),
            result.Outcome switch
            {
                Outcome.Failed => Problem("failure", result.Failure is { } failure ? $"{failure.Step}: {failure.Summary}" : "failed", result),
                Outcome.Error => Problem("error", result.Error ?? "cannot tell", result),
                Outcome.NotRun => new XElement("skipped"),
                _ => null,
            });
    }

    private static XElement Problem(string kind, string message, CaseResult result) => new(
        kind, new XAttribute("message", Text(message)), new XAttribute("type", kind == "failure" ? "ExpectationFailed" : "CannotTell"), Text(FailureText.Of(result)));

    private static IEnumerable<XAttribute> Counts(IReadOnlyList<CaseResult> cases) =>
    [
        new("tests", cases.Count),
        new("failures", cases.Count(one => one.Outcome == Outcome.Failed)),
        new("errors", cases.Count(one => one.Outcome == Outcome.Error)),
        new("skipped", cases.Count(one => one.Outcome == Outcome.NotRun)),
    ];

    // Viewers take what stands before the last dot for a package.
    private static string ClassOf(CaseResult result) => (result.File is { } file ? Path.GetFileName(file).Split('.')[0] : result.Name).Replace('.', '_');

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);

    // XML 1.0 section 2.2 has no place for most control characters and for half a pair of surrogates.
    private static string Text(string text)
    {
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                clean.Append(text, i++, 2);
            }
            else
            {
                clean.Append(XmlConvert.IsXmlChar(text[i]) ? text[i] : '\uFFFD');
            }
        }

        return clean.ToString();
    }
}
