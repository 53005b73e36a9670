// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Sluice.Testing.Results;

namespace Sluice.Testing.Reporting;

/// <summary>
/// A run as one page that needs no network and runs no script but its own: the page's policy names style and script by their hashes.
/// </summary>
internal static class HtmlReport
{
    private static readonly string[] Scripts = ["dom.js", "diff.js", "timeline.js", "case.js", "page.js"];

    public static string Of(RunResult run)
    {
        var (style, script) = (Resource("page.css"), string.Concat(Scripts.Select(Resource)));
        var parts = new Dictionary<string, string>
        {
            ["title"] = Text($"{run.Pipeline}: {PlainProgress.Sum(run)}"),
            ["pipeline"] = Text(run.Pipeline),
            ["sum"] = Text(PlainProgress.Sum(run)),
            ["outcome"] = RunJson.Of(run.Outcome),
            ["mark"] = run.Outcome == Outcome.Passed ? "✔" : "✘",
            ["started"] = run.Started.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["style"] = style,
            ["style-hash"] = Hash(style),
            ["script"] = script,
            ["script-hash"] = Hash(script),
            ["plain"] = Plain(run),

            // The serializer writes every < as \u003C, so that no value can end the element it stands in.
            ["data"] = new JsonObject { ["cases"] = new JsonArray([.. run.Cases.Select(RunJson.Of)]) }.ToJsonString(),
        };
        return Fill(Resource("page.html"), parts);
    }

    // In one pass: what a part holds is never looked at for further places.
    private static string Fill(string page, Dictionary<string, string> parts)
    {
        var filled = new StringBuilder(page.Length);
        var at = 0;
        for (int open; (open = page.IndexOf("{{", at, StringComparison.Ordinal)) >= 0;)
        {
            var close = page.IndexOf("}}", open, StringComparison.Ordinal);
            filled.Append(page, at, open - at).Append(parts[page[(open + 2)..close]]);
            at = close + 2;
        }

        return filled.Append(page, at, page.Length - at).ToString();
    }

    // For those who read without scripts.
    private static string Plain(RunResult run)
    {
        var text = new StringBuilder("<table>\n<thead><tr><th scope=\"col\">outcome</th><th scope=\"col\">case</th><th scope=\"col\" class=\"num\">took</th></tr></thead>\n");
        foreach (var one in run.Cases)
        {
            text.Append(CultureInfo.InvariantCulture, $"<tr><td>{RunJson.Of(one.Outcome)}</td><td>{Text(one.Title)}");
            if (one.Outcome is Outcome.Failed or Outcome.Error)
            {
                text.Append(CultureInfo.InvariantCulture, $"<pre>{Text(FailureText.Of(one))}</pre>");
            }

            text.Append(CultureInfo.InvariantCulture, $"</td><td class=\"num\">{one.Elapsed.TotalSeconds:0.0} s</td></tr>\n");
        }

        return text.Append("</table>").ToString();
    }

    private static string Hash(string content) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)));

    private static string Text(string text) => WebUtility.HtmlEncode(text);

    private static string Resource(string name)
    {
        using var stream = typeof(HtmlReport).Assembly.GetManifestResourceStream($"Sluice.Testing.Reporting.Html.{name}")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
