// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using System.Text.RegularExpressions;
using Sluice.Gateway.Tests.Gateways;
using Sluice.Gateway.Tests.Hosting.Telemetry;

namespace Sluice.Gateway.Tests.Docs;

public sealed partial class MetricsPageTests
{
    private const string Page = "reference/metrics.md";

    /// <summary>After a change of metrics run this test with SLUICE_UPDATE_DOCS=1: it writes the table anew.</summary>
    [Fact]
    public async Task Page_ShouldBeTheInstruments()
    {
        var rows = (await InstrumentsAsync()).Select(
            r => $"| `{r.Name}` | `{r.PrometheusName}` | {r.PrometheusType} | {UnitOf(r)} | {string.Join(", ", r.Tags.Select(t => $"`{t}`"))} | {r.Meaning} |").ToArray();
        if (Document.IsToBeUpdated)
        {
            var head = Document.Read(Page).Split("| `")[0].TrimEnd();
            Document.Write(Page, string.Join('\n', rows.Prepend(head)) + "\n");
        }

        Document.Read(Page).Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).ShouldBe(rows);
    }

    [Fact]
    public async Task EveryMeaning_ShouldBeASentence()
    {
        foreach (var row in await InstrumentsAsync())
        {
            row.Meaning.ShouldEndWith(".", customMessage: row.Name);
            row.Unit.ShouldNotBeEmpty(row.Name);
        }
    }

    [Theory]
    [InlineData("operations/prometheus-alerts.yaml")]
    [InlineData("operations/grafana-dashboard.json")]
    public async Task EverySeriesOfTheFile_ShouldBeThere(string file)
    {
        var instruments = await InstrumentsAsync();
        var series = instruments.SelectMany(r => r.PrometheusSeries).ToHashSet();
        var labels = instruments.SelectMany(r => r.Tags).Select(t => t.Replace('.', '_')).ToHashSet();

        var named = Series().Matches(Document.Read(file)).Select(m => m.Value).Distinct().Where(n => !labels.Contains(n)).ToArray();

        named.Length.ShouldBeGreaterThan(5);
        named.Where(n => !series.Contains(n)).ShouldBeEmpty();
    }

    [Fact]
    public void Dashboard_ShouldBeJson_WithTitledPanels()
    {
        var dashboard = JsonElement.Parse(Document.Read("operations/grafana-dashboard.json"));

        var panels = dashboard.GetProperty("panels").EnumerateArray().ToArray();
        panels.Length.ShouldBeGreaterThan(5);
        panels.Select(p => p.GetProperty("title").GetString()).ShouldBeUnique();
        panels.Select(p => p.GetProperty("id").GetInt32()).ShouldBeUnique();
        panels.Where(p => p.GetProperty("type").GetString() != "row").ShouldAllBe(
            p => p.GetProperty("targets").EnumerateArray().Any(t => t.GetProperty("expr").GetString()!.Length > 0));
    }

    [Fact]
    public void EveryAlert_ShouldSayWhatToDo()
    {
        var alerts = Document.Read("operations/prometheus-alerts.yaml").Split("- alert: ").Skip(1).ToArray();

        alerts.Length.ShouldBeGreaterThan(5);
        foreach (var alert in alerts)
        {
            foreach (var part in (string[])["expr: ", "for: ", "severity: ", "summary: ", "description: "])
            {
                alert.ShouldContain(part);
            }
        }
    }

    private static string UnitOf(InstrumentRow row) => row.Unit.Trim('{', '}');

    private static async Task<IReadOnlyList<InstrumentRow>> InstrumentsAsync()
    {
        await using var gateway = await RunningGateway.StartAsync(new Dictionary<string, string?> { ["Management:Url"] = "http://127.0.0.1:0" });
        return InstrumentReference.Read(gateway);
    }

    [GeneratedRegex(@"\b(?:sluice|messaging|http|kestrel|dotnet|network)_[a-z0-9_]+\b")]
    private static partial Regex Series();
}
