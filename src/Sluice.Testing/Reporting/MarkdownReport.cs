// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Net;
using System.Text;
using Sluice.Testing.Results;

namespace Sluice.Testing.Reporting;

/// <summary>A run as a job's summary in Markdown; never more than GitHub takes (1 MiB), and it says what was left out.</summary>
internal static class MarkdownReport
{
    // A UTF-16 unit takes at most three bytes.
    private const int MostCharacters = 1024 * 1024 / 3;
    private const int TableCharacters = MostCharacters / 2;

    // Longer than any fence in the text, which cannot end it.
    private const string Fence = "``````";

    public static string Of(RunResult run)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"## {(run.Outcome == Outcome.Passed ? "✔" : "✘")} {Plain(run.Pipeline)}: {PlainProgress.Sum(run)}\n");
        CaseResult[] others = [.. run.Cases.Where(one => one.Outcome is Outcome.Failed or Outcome.Error)];
        if (others.Length > 0)
        {
            text.Append("\n| case | what | where |\n|---|---|---|\n");
            Append(text, others, TableCharacters, Row);
            Append(text, others, MostCharacters, Details);
        }

        return text.ToString();
    }

    private static string Row(CaseResult one) =>
        $"| {Plain(one.Title)} | {Plain(What(one))} | {Plain(one.Failure?.Location ?? one.File ?? "")} |\n";

    private static string Details(CaseResult one) =>
        $"\n<details><summary>{Html(LogText.Guard(one.Title))}</summary>\n\n{Fence}text\n{Text(one)}\n{Fence}\n\n</details>\n";

    // Jobs print their summaries too.
    private static string Text(CaseResult one) => LogText.Guard(FailureText.Of(one)).Replace(Fence, "````` `", StringComparison.Ordinal);

    private static void Append(StringBuilder text, CaseResult[] cases, int most, Func<CaseResult, string> part)
    {
        for (var i = 0; i < cases.Length; i++)
        {
            var next = part(cases[i]);
            var rest = string.Create(CultureInfo.InvariantCulture, $"\nand {cases.Length - i} more: the other reports have them all.\n");
            if (text.Length + next.Length + rest.Length > most)
            {
                text.Append(rest);
                return;
            }

            text.Append(next);
        }
    }

    private static string What(CaseResult one) => one.Failure is { } failure ? $"{failure.Step}: {failure.Summary}" : $"cannot tell: {one.Error}";

    // Within an element's line Markdown does not hold, so that escapes of Markdown would be read as they are.
    private static string Html(string text) => WebUtility.HtmlEncode(text.ReplaceLineEndings(" "));

    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var letter in text.ReplaceLineEndings(" "))
        {
            plain.Append(letter switch
            {
                '<' => "&lt;",
                '>' => "&gt;",
                '&' => "&amp;",
                '|' or '`' or '*' or '_' or '[' or ']' or '\\' or '~' or '$' => $"\\{letter}",
                _ => letter.ToString(),
            });
        }

        return plain.ToString();
    }
}
