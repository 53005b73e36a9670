// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;
using Sluice.Testing.Cases;
using Sluice.Testing.Pipelines;
using Sluice.Testing.Recording;
using Sluice.Testing.Reporting;
using Sluice.Testing.Results;
using Sluice.Testing.Tests.Pipelines;

namespace Sluice.Testing.Tests.Recording;

public sealed class CaseRecorderTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Record_ShouldWriteACaseThatPasses_AndFailsWhenTheServiceIsAnother()
    {
        var factor = 2;
        var number = 0;
        await using var echo = await EchoPipeline.OpenAsync(record =>
        {
            var order = JsonNode.Parse(record.Value!)!;
            order["total"] = order["total"]!.GetValue<int>() * factor;
            order["number"] = Interlocked.Increment(ref number);
            order["at"] = $"2026-01-01T00:00:0{number % 10}Z";
            return [EchoPipeline.PassOn(record, order)];
        });

        var text = await CaseRecorder.RecordAsync(
            echo.Pipeline,
            "doubled",
            async (pass, token) =>
            {
                await using var hand = await echo.Pipeline.BeginAsync(token);
                await hand.SendAsync("in", new { orderId = $"o-{hand.Id}", total = 21, note = "costs ${5}" });
            },
            Stop);

        text.ShouldBe("""
            name: "doubled"
            steps:
              - send: "in"
                key: "${id}"
                value: {"orderId":"o-${id}","total":21,"note":"costs $${5}"}
              - expect: "out"
                within: 30s
                match: {"orderId":"o-${id}","total":42,"note":"costs $${5}","number":{"$type":"number"},"at":{"$type":"date"}}
              - expect: "views"
                count: none

            """.Replace("  - expect: \"views\"\n    count: none\n", "", StringComparison.Ordinal));
        (await RunAsync(echo, text)).Outcome.ShouldBe(Outcome.Passed);
        factor = 3;
        (await RunAsync(echo, text)).Failure!.Closest!.Differences.Single().ShouldBe(new Difference("total", "expected 42", "63"));
    }

    [Fact]
    public async Task Record_ShouldSaySo_WhenNothingCame()
    {
        await using var echo = await EchoPipeline.OpenAsync();

        (await Should.ThrowAsync<PipelineException>(() => CaseRecorder.RecordAsync(echo.Pipeline, "nothing", (_, _) => Task.CompletedTask, Stop)))
            .Message.ShouldStartWith("Nothing came to in or views");
    }

    private static async Task<CaseResult> RunAsync(EchoPipeline echo, string text)
    {
        var file = Path.Combine(echo.Folder, $"{Guid.NewGuid():N}.case.yaml");
        await File.WriteAllTextAsync(file, text, Stop);
        var run = await TestRun.RunAsync(echo.PipelineFile, [file], echo.Options(), new RunOptions(), new PlainProgress(TextWriter.Null), Stop);
        return run.Cases.Single();
    }
}
