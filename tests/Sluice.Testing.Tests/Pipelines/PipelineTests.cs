// SPDX-License-Identifier: Apache-2.0

using System.Text;
using System.Text.Json.Nodes;
using Sluice.Testing.Cases;
using Sluice.Testing.Files;
using Sluice.Testing.Matching;
using Sluice.Testing.Pipelines;

namespace Sluice.Testing.Tests.Pipelines;

/// <summary>Cases in code, on an embedded cluster with a service of a few lines.</summary>
public sealed class PipelineTests
{
    private sealed record Order(string OrderId, decimal Total);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Case_ShouldPass_WhenTheServiceDoesAsItShould()
    {
        await using var echo = await EchoPipeline.OpenAsync();
        await using var test = await echo.Pipeline.BeginAsync(Stop);
        await test.SendAsync("in", new { orderId = test.Id, total = 12.50m });

        var order = await test.ExpectAsync<Order>("out", Match.Subset(new { total = Is.Approx(12.5) }));

        order.ShouldBe(new Order(test.Id, 12.50m));
        await test.SendAsync("views", new { total = 1 });
        await test.ExpectAsync("views", Match.Subset(new { _id = test.Id, total = 1 }));
        test.Timeline.Select(entry => entry.Endpoint).ShouldContain("out");
    }

    [Fact]
    public async Task Failure_ShouldSayThatTheServiceConsumedAndWroteNothing_WhenItDrops()
    {
        await using var echo = await EchoPipeline.OpenAsync(_ => []);
        var test = await echo.Pipeline.BeginAsync(Stop);
        await test.SendAsync("in", new { total = 1 });
        await test.SettleAsync("Echo");

        var failure = (await Should.ThrowAsync<ExpectationFailedException>(() => test.ExpectAsync("out", within: TimeSpan.FromMilliseconds(200))));

        failure.Message.ShouldContain("expect out: 1 matching within 200ms, got 0");
        failure.Message.ShouldMatch(@"  Echo        group svc-echo: in-\d committed \d+, end \d+: it consumed your message and wrote nothing matching");
        failure.Failure.HopTrace.Select(hop => (hop.Endpoint, hop.Arrived is not null)).ShouldBe([("in", true), ("out", false)]);
        await test.DisposeAsync();
    }

    [Fact]
    public async Task Failure_ShouldSayThatTheServiceHasNotReadIt_WhenItDoesNotRun()
    {
        await using var echo = await EchoPipeline.OpenAsync(isServing: false);
        var test = await echo.Pipeline.BeginAsync(Stop);
        await test.SendAsync("in", new { total = 1 });

        var failure = await Should.ThrowAsync<ExpectationFailedException>(() => test.ExpectAsync("out", within: TimeSpan.FromMilliseconds(200)));

        failure.Failure.Services.Single().Text.ShouldMatch(@"group svc-echo: in-\d committed nothing, end \d+: it has not read your message yet \(in-\d@\d+\)");
        await test.DisposeAsync();
    }

    [Fact]
    public async Task None_ShouldNotBeRuledOut_WhileTheServiceHasNotReadWhatCameBefore()
    {
        await using var echo = await EchoPipeline.OpenAsync(isServing: false);
        var options = new CaseFileOf(echo, """
            name: none
            steps:
              - send: in
                value: { total: 1 }
              - expect: out
                count: none
                within: 300ms
            """);

        var result = await options.RunAsync();

        result.Failure!.Summary.ShouldBe("none matching, but Echo did not consume what came before within 300ms");
    }

    [Fact]
    public async Task None_ShouldHoldOrBreak_ByWhatTheServiceDoes()
    {
        await using var echo = await EchoPipeline.OpenAsync(record => Encoding.UTF8.GetString(record.Value!).Contains("drop", StringComparison.Ordinal) ? [] : [EchoPipeline.PassOn(record)]);
        await using var test = await echo.Pipeline.BeginAsync(Stop);
        await test.SendAsync("in", "drop");
        await test.ExpectNoneAsync("out");
        await test.SendAsync("in", "pass");

        var failure = await Should.ThrowAsync<ExpectationFailedException>(() => test.ExpectNoneAsync("out"));
        failure.Failure.Summary.ShouldStartWith("none matching");
        failure.Failure.Summary.ShouldEndWith("got 1");
    }

    [Fact]
    public async Task Dispose_ShouldFindTheDuplicate_WhenItCameLate()
    {
        await using var echo = await EchoPipeline.OpenAsync(record => [EchoPipeline.PassOn(record), EchoPipeline.PassOn(record)]);
        var test = await echo.Pipeline.BeginAsync(Stop);
        await test.SendAsync("in", new { total = 1 });
        try
        {
            await test.ExpectAsync("out");
        }
        catch (ExpectationFailedException early)
        {
            // Both may be there before anybody looks.
            early.Failure.Summary.ShouldEndWith("got 2");
            return;
        }

        await test.SettleAsync("Echo");
        var failure = await Should.ThrowAsync<ExpectationFailedException>(async () => await test.DisposeAsync());
        failure.Failure.Summary.ShouldBe("1 matching and no more after that, got 2");
    }

    [Fact]
    public async Task Lanes_ShouldEachHaveAPartition_AndItsOwnRecords()
    {
        await using var echo = await EchoPipeline.OpenAsync();
        var lanes = new System.Collections.Concurrent.ConcurrentBag<int?>();

        await echo.Pipeline.RunLanesAsync(
            "in",
            async test =>
            {
                lanes.Add(test.Lane);
                await test.SendAsync("in", new { lane = test.Lane });
                (await test.ExpectAsync<JsonObject>("out"))["lane"]!.GetValue<int>().ShouldBe(test.Lane!.Value);
            },
            Stop);

        lanes.Order().ShouldBe([0, 1, 2]);
        Core.Topics.KeyPartition.Of(Encoding.UTF8.GetBytes(echo.Pipeline.KeyFor("in", 2)), 3).ShouldBe(2);
    }

    [Fact]
    public async Task Lane_ShouldFail_WhenItsRecordStrays()
    {
        await using var echo = await EchoPipeline.OpenAsync(record => [EchoPipeline.PassOn(record, partition: (record.Partition + 1) % 3)]);

        var failure = await Should.ThrowAsync<AggregateException>(() => echo.Pipeline.RunLanesAsync(
            "in",
            async test =>
            {
                await test.SendAsync("in", new { lane = test.Lane });
                await test.ExpectAsync("out");
            },
            Stop));

        failure.InnerExceptions.Count.ShouldBe(3);
        failure.InnerExceptions.ShouldAllBe(one => one.Message.Contains("a stray on partition"));
    }

    [Fact]
    public async Task Case_ShouldNotBeCalledFailed_WhenNothingCanBeTold()
    {
        await using var echo = await EchoPipeline.OpenAsync(isServing: false);
        var test = await echo.Pipeline.BeginAsync(Stop);
        await test.SendAsync("in", new { total = 1 });
        echo.Embedded.DeleteTopic("echo.out");

        await Should.ThrowAsync<PipelineException>(() => test.ExpectAsync("out", within: TimeSpan.FromSeconds(1)));
        await test.DisposeAsync();
    }

    [Theory]
    [InlineData("match: { text: { $regex: '^(a+)+$' } }")]
    [InlineData("where: { text: { $regex: '^(a+)+$' } }")]
    [InlineData("match: { \"$.list[?(@.text =~ /^(a+)+$/)]\": { $any: true } }")]
    public async Task Expression_ShouldBeAnErrorOfItsCaseAlone_WhenItDoesNotEnd(string pattern)
    {
        await using var echo = await EchoPipeline.OpenAsync();
        var slow = new CaseFileOf(echo, $$"""
            name: slow
            steps:
              - send: in
                value: { text: "{{new string('a', 50)}}!", list: [ { text: "{{new string('a', 50)}}!" } ] }
              - expect: out
                {{pattern}}
            """);

        var result = await slow.RunAsync();

        result.Outcome.ShouldBe(Sluice.Testing.Results.Outcome.Error, result.Failure?.Summary);
        result.Error!.ShouldContain("did not come to an end within 1 s");
        await using var test = await echo.Pipeline.BeginAsync(Stop);
        await test.SendAsync("in", new { total = 1 });
        await test.ExpectAsync("out");
    }

    [Fact]
    public async Task Open_ShouldNameTheTopic_WhenItIsNotThere()
    {
        await using var echo = await EchoPipeline.OpenAsync(isServing: false);
        var options = echo.Options();
        options.Embedded = null;

        echo.Embedded.DeleteTopic("echo.in");
        var failure = await Should.ThrowAsync<PipelineException>(() => Pipeline.OpenAsync(echo.PipelineFile, options, Stop));
        failure.Message.ShouldContain("pipeline.yaml:4:3: endpoint \"in\":");
        failure.Message.ShouldContain("echo.in");
    }

    [Fact]
    public async Task Open_ShouldNameTheVariable_WhenItIsNotSet()
    {
        await using var echo = await EchoPipeline.OpenAsync(isServing: false);
        var options = echo.Options();
        options.Variables.Remove("STORE");

        var failure = await Should.ThrowAsync<FileFaultsException>(() => Pipeline.OpenAsync(echo.PipelineFile, options, Stop));
        failure.Faults.Single().ToString().ShouldEndWith("pipeline.yaml:6:3: endpoint \"views\": ${secret:STORE} has no value: set the environment variable STORE, or STORE_FILE to a file that holds it.");
    }

    [Fact]
    public async Task Secrets_ShouldStandNowhere_WhateverHappens()
    {
        const string secret = "s3cr3t/+value\"x";
        await using var echo = await EchoPipeline.OpenAsync();
        var options = echo.Options();
        options.Variables["TOKEN"] = secret;
        var output = new StringWriter();
        var file = Path.Combine(echo.Folder, "secret.case.yaml");
        await File.WriteAllTextAsync(file, """
            name: a secret on its way
            steps:
              - send: in
                headers: { authorization: "Bearer ${secret:TOKEN}" }
                value: { token: "${secret:TOKEN}" }
              - expect: out
                match: { token: "${secret:TOKEN}" }
              - expect: out
                within: 1s
                match: { token: "not ${secret:TOKEN}" }
            """, Stop);
        using (var reports = Sluice.Testing.Reporting.Reports.Create(echo.Folder, [.. Enum.GetValues<Sluice.Testing.Reporting.ReportKind>()]))
        {
            var result = await TestRun.RunAsync(
                echo.PipelineFile, [file], options, new RunOptions(),
                new Sluice.Testing.Reporting.Observers(new Sluice.Testing.Reporting.PlainProgress(output), reports), Stop);
            result.Outcome.ShouldBe(Sluice.Testing.Results.Outcome.Failed);
        }

        string[] texts = [output.ToString(), .. Directory.EnumerateFiles(echo.Folder).Where(one => Path.GetExtension(one) is ".xml" or ".html" or ".jsonl" or ".md").Select(File.ReadAllText)];
        texts.Length.ShouldBe(5);
        texts.ShouldAllBe(text => text.Contains("***"));
        texts.ShouldAllBe(text => text.Contains("out-", StringComparison.Ordinal), "the record that held it was there to be shown");
        string[] forms = [secret, "s3cr3t", System.Net.WebUtility.HtmlEncode(secret), Convert.ToBase64String(Encoding.UTF8.GetBytes(secret))];
        texts.ShouldAllBe(text => !forms.Any(text.Contains));
    }

    private sealed class CaseFileOf(EchoPipeline echo, string text)
    {
        public async Task<Sluice.Testing.Results.CaseResult> RunAsync()
        {
            var file = Path.Combine(echo.Folder, "one.case.yaml");
            await File.WriteAllTextAsync(file, text, Stop);
            var result = await TestRun.RunAsync(
                echo.PipelineFile, [file], echo.Options(), new RunOptions(), new Sluice.Testing.Reporting.PlainProgress(TextWriter.Null), Stop);
            return result.Cases.Single();
        }
    }
}
