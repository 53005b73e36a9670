// SPDX-License-Identifier: Apache-2.0

using System.CommandLine.Parsing;
using Sluice.Testing.Reporting;

namespace Sluice.Cli.Testing;

/// <summary>Kinds of reports as people type them: <c>html,junit</c>.</summary>
internal static class ReportOption
{
    private static readonly Dictionary<string, ReportKind> Kinds = new()
    {
        ["junit"] = ReportKind.JUnit, ["html"] = ReportKind.Html, ["jsonl"] = ReportKind.JsonLines, ["markdown"] = ReportKind.Markdown,
    };

    public static ReportKind[] Parse(ArgumentResult argument)
    {
        var kinds = new List<ReportKind>();
        foreach (var word in argument.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.TrimEntries)))
        {
            if (Kinds.TryGetValue(word, out var kind))
            {
                kinds.Add(kind);
            }
            else
            {
                argument.AddError($"--report \"{word}\" is none of {string.Join(", ", Kinds.Keys)}");
            }
        }

        return [.. kinds.Distinct()];
    }
}
