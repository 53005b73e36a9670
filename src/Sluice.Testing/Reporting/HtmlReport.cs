// SPDX-License-Identifier: Apache-2.0

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
    public static string Of(RunResult run)
    {
        var (style, script) = (Resource("page.css"), Resource("page.js"));
        var parts = new Dictionary<string, string>
        {
            ["title"] = Text($"{run.Pipeline}: {PlainProgress.Sum(run)}"),
            ["pipeline"] = Text(run.Pipeline),
            ["sum"] = Text(PlainProgress.Sum(run)),
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
        var text = new StringBuilder("<ul>");
        foreach (var one in run.Cases)
        {
            text.Append("<li>").Append(Text($"{RunJson.Of(one.Outcome)}: {one.Title}"));
            if (one.Outcome is Outcome.Failed or Outcome.Error)
            {
                text.Append("<pre>").Append(Text(FailureText.Of(one))).Append("</pre>");
            }

            text.Append("</li>");
        }

        return text.Append("</ul>").ToString();
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
