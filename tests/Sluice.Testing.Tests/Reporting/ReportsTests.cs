// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
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
    public void Lines_ShouldEndAtTheLastWholeOne_WhenTheDiskIsFull_AndTheRunGoesOn()
    {
        using var lines = new JsonLines(new FullDisk());
        lines.RunStarted("orders", DateTimeOffset.UnixEpoch, 1);
        lines.CaseEnded(Runs.Passed());

        Should.Throw<IOException>(() => lines.RunEnded(Runs.Of(Runs.Passed()))).Message.ShouldBe("The JSON lines end before the run did: no space left");
    }

    [Fact]
    public void Lines_ShouldStayLines_WhateverAValueHolds()
    {
        using var output = new StringWriter();
        using (var lines = new JsonLines(output))
        {
            lines.CaseEnded(Runs.Passed("a\nb\r\u2028\u2029\u0085" + Runs.Hostile));
        }

        var text = output.ToString();
        text.TrimEnd('\n').ShouldNotContain(letter => letter == '\n' || letter == '\r' || letter == '\u2028' || letter == '\u2029' || letter == '\u0085');
        JsonDocument.Parse(text).RootElement.GetProperty("name").GetString().ShouldStartWith("a\nb\r\u2028\u2029\u0085</script>");
    }

    [Fact]
    public void Create_ShouldSayWhichFolderCannotBeWritten()
    {
        var file = PathOf("file");
        File.WriteAllText(file, "");

        Should.Throw<IOException>(() => Reports.Create(Path.Combine(file, "reports"), [ReportKind.Html]))
            .Message.ShouldStartWith($"No reports can be written into the folder \"{Path.Combine(file, "reports")}\": ");
    }

    [Fact]
    public void Create_ShouldLeaveNoReportOfAnEarlierRun()
    {
        File.WriteAllText(PathOf("junit.xml"), "old");
        File.WriteAllText(PathOf("notes.txt"), "mine");

        using (Reports.Create(_folder.FullName, [ReportKind.JUnit]))
        {
            Directory.EnumerateFiles(_folder.FullName).Select(Path.GetFileName).ShouldBe(["notes.txt"]);
        }
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
        text.ShouldContain("<details><summary>an order is cancelled</summary>");
        text.Split('\n').Count(line => line.StartsWith("``````", StringComparison.Ordinal)).ShouldBe(4);
    }

    [Fact]
    public void Summary_ShouldHoldNoCommand_ForTheRunnerThatPrintsIt()
    {
        var text = MarkdownReport.Of(Runs.Of(Runs.Unknown() with { Name = "##vso[task.complete]", Error = "it said\n::error::x\u001b[2J" }));

        text.ShouldContain("it said\n: :error::x·[2J");
        text.ShouldNotContain("##vso[");
    }

    [Fact]
    public void Summary_ShouldStayWithinWhatGitHubTakes_AndSayWhatIsLeftOut_WhenThousandsFail()
    {
        var text = MarkdownReport.Of(Runs.Of([.. Enumerable.Range(0, 5_000).Select(i => Runs.Failed($"{i} {new string('ж', 200)}"))]));

        Encoding.UTF8.GetByteCount(text).ShouldBeInRange(500_000, 1024 * 1024);
        var left = Regex.Matches(text, @"and (\d+) more: the other reports have them all").Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)).ToArray();
        left.ShouldBe([5_000 - Count(text, "\n| ") + 1, 5_000 - Count(text, "<details>")], "the table's head is a row too");
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    private sealed class FullDisk : StringWriter
    {
        public override void Write(string? value) => throw new IOException("no space left");
    }
}
