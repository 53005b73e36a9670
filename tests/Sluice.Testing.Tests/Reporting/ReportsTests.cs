// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Sluice.Testing.Reporting;
using Sluice.Testing.Results;

namespace Sluice.Testing.Tests.Reporting;

public sealed class ReportsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sluice-reports-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Lines_ShouldBeThereWhileTheRunGoesOn()
    {
        using var reports = Reports.Create(_folder.FullName, [ReportKind.JsonLines]);
        reports.RunStarted("orders", DateTimeOffset.UnixEpoch, 1);
        reports.StepStarted(new StepStart("7f3c", "expect", "orders", 9, "1 matching within 10s"));
        reports.CaseEnded(Runs.Failed(Runs.Hostile));

        using var file = File.Open(PathOf("run.jsonl"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var lines = new StreamReader(file).ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        lines.Select(line => line.GetProperty("event").GetString()).ShouldBe(["run-started", "step-started", "case-ended"]);
        lines[1].GetProperty("waitsFor").GetString().ShouldBe("1 matching within 10s");
        lines[2].GetProperty("outcome").GetString().ShouldBe("failed");
        lines[2].GetProperty("failure").GetProperty("closest").GetProperty("differences")[0].GetProperty("path").GetString().ShouldBe("customer.segment");
    }

    [Fact]
    public void Files_ShouldAllBeThere_WhenTheRunHasEnded()
    {
        using (var reports = Reports.Create(Path.Combine(_folder.FullName, "new"), [.. Enum.GetValues<ReportKind>()]))
        {
            reports.RunEnded(Runs.Of(Runs.Passed(), Runs.Failed()));
        }

        Directory.EnumerateFiles(PathOf("new")).Select(Path.GetFileName).Order(StringComparer.Ordinal)
            .ShouldBe(["junit.xml", "report.html", "run.jsonl", "summary.md"]);
    }

    [Fact]
    public void Summary_ShouldNameWhatFailed_AndHoldEveryValueWithinItsPlace()
    {
        var text = MarkdownReport.Of(Runs.Of(Runs.Passed(), Runs.Failed(Runs.Hostile, Runs.Hostile), Runs.Unknown()));

        text.ShouldStartWith("## ✘ orders: 1 passed, 1 failed, 1 cannot tell in 8.4 s\n");
        text.ShouldContain("| an order is cancelled | cannot tell: no broker answers | cases/accepted.case.yaml |");
        text.ShouldContain("&lt;/script&gt;");
        text.Split('\n').Count(line => line.StartsWith("``````", StringComparison.Ordinal)).ShouldBe(4);
    }

    [Fact]
    public void Summary_ShouldStayWithinWhatGitHubTakes_WhenThousandsFail() =>
        MarkdownReport.Of(Runs.Of([.. Enumerable.Repeat(Runs.Failed(value: new string('x', 4_000)), 3_000)])).Length.ShouldBeLessThan(1_000_000);

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);
}
