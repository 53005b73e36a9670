// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text;
using Sluice.Testing.Results;

namespace Sluice.Testing.Reporting;

/// <summary>A run as a job's summary in Markdown; never more than GitHub takes (1 MiB).</summary>
internal static class MarkdownReport
{
    private const int MostCharacters = 250_000;

    public static string Of(RunResult run)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"## {(run.Outcome == Outcome.Passed ? "✔" : "✘")} {Plain(run.Pipeline)}: {PlainProgress.Sum(run)}\n\n");
        CaseResult[] others = [.. run.Cases.Where(one => one.Outcome is Outcome.Failed or Outcome.Error)];
        if (others.Length == 0)
        {
            return text.ToString();
        }

        text.Append("| case | what | where |\n|---|---|---|\n");
        foreach (var one in others)
        {
            Append(text, $"| {Plain(one.Title)} | {Plain(What(one))} | {Plain(one.Failure?.Location ?? one.File ?? "")} |\n");
        }

        foreach (var one in others)
        {
            // A fence that is longer than any in the text cannot be ended by it.
            Append(text, $"\n<details><summary>{Plain(one.Title)}</summary>\n\n``````text\n{FailureText.Of(one).Replace("``````", "`````\u200B`", StringComparison.Ordinal)}\n``````\n\n</details>\n");
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, string part)
    {
        if (text.Length + part.Length <= MostCharacters)
        {
            text.Append(part);
        }
    }

    private static string What(CaseResult one) => one.Failure is { } failure ? $"{failure.Step}: {failure.Summary}" : $"cannot tell: {one.Error}";

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
                '|' or '`' or '*' or '_' or '[' or ']' or '\\' => $"\\{letter}",
                _ => letter.ToString(),
            });
        }

        return plain.ToString();
    }
}
