// SPDX-License-Identifier: Apache-2.0

using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sluice.Testing.Reporting;
using Sluice.Testing.Results;

namespace Sluice.Testing.Tests.Reporting;

/// <summary>The page of the documentation names each field where it belongs, and no other.</summary>
public sealed partial class ReportsReferenceTests
{
    private static readonly string[] Lists = ["steps", "timeline", "hops", "services", "differences"];
    private static readonly string Page = File.ReadAllText(PathOf());

    [Fact]
    public void Page_ShouldNameEachFieldOfEachEvent()
    {
        foreach (var line in Lines().Where(line => Event(line) != "case-ended"))
        {
            Documented(Event(line)).ShouldBe(line.Select(field => field.Key).Skip(1), Event(line));
        }
    }

    [Fact]
    public void Page_ShouldNameEachFieldOfACase()
    {
        var ended = Lines().Single(line => Event(line) == "case-ended");
        var rows = Page[Page.IndexOf("The fields of `case-ended`", StringComparison.Ordinal)..].Split('\n');

        var fields = rows.Where(row => row.StartsWith("| `", StringComparison.Ordinal) && !row.Contains("| `failure.", StringComparison.Ordinal))
            .SelectMany(row => Names(row.Split('|')[1]));
        fields.ShouldBe(ended.Select(field => field.Key).Skip(1), ignoreOrder: true);

        var failure = ended["failure"]!.AsObject();
        Documented("failure").ShouldBe(Fields(failure).Except(["hops", "services", "closest"]), ignoreOrder: true);
        Documented("failure.closest").ShouldBe(Fields(failure["closest"]!).Except(["differences"]), ignoreOrder: true);
        foreach (var (name, list) in new[] { ended, failure, failure["closest"]!.AsObject() }.SelectMany(one => one).Where(field => Lists.Contains(field.Key)))
        {
            Documented(list!.GetPath()[2..]).Except(["sent", "seen", "event"]).ShouldBe(Fields(list[0]!), ignoreOrder: true, name);
        }
    }

    [Fact]
    public void Page_ShouldNameEachFile()
    {
        foreach (var kind in Enum.GetValues<ReportKind>())
        {
            Page.ShouldContain($"| `{Reports.NameOf(kind)}` |");
        }
    }

    private static IEnumerable<string> Documented(string row) => Names(Page.Split('\n').Single(line => line.StartsWith($"| `{row}` |", StringComparison.Ordinal)).Split('|')[2]);

    private static IEnumerable<string> Names(string cell) => Name().Matches(cell).Select(match => match.Groups[1].Value);

    private static IEnumerable<string> Fields(JsonNode node) => node.AsObject().Select(field => field.Key);

    private static string Event(JsonObject line) => (string)line["event"]!;

    private static JsonObject[] Lines()
    {
        using var output = new StringWriter();
        using (var lines = new JsonLines(output))
        {
            lines.RunStarted("orders", DateTimeOffset.UnixEpoch, 1);
            lines.CaseStarted(new CaseStart("7f3c", "an order", null, DateTimeOffset.UnixEpoch));
            lines.StepStarted(new StepStart("7f3c", "expect", "orders", 9, null));
            lines.CaseEnded(Runs.Failed());
            lines.RunEnded(Runs.Of(Runs.Failed()));
        }

        return [.. output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject())];
    }

    private static string PathOf([CallerFilePath] string source = "") =>
        Path.Combine(Path.GetDirectoryName(source)!, "..", "..", "..", "docs", "reference", "reports.md");

    [GeneratedRegex("`([a-zA-Z]+)`")]
    private static partial Regex Name();
}
