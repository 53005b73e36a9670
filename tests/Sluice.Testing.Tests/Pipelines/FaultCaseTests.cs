// SPDX-License-Identifier: Apache-2.0

using Sluice.Testing.Cases;
using Sluice.Testing.Pipelines;
using Sluice.Testing.Reporting;
using Sluice.Testing.Results;
using Sluice.Testing.Tests.Stores;

namespace Sluice.Testing.Tests.Pipelines;

/// <summary>Cases that disturb the brokers, and brokers and stores that go away while cases run.</summary>
public sealed class FaultCaseTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("{ broker-down: 1, for: 2s }", "broker 1 is down", "broker 1 is up again")]
    [InlineData("{ slow: 200ms, for: 2s }", "the brokers answer 200 ms late", "the brokers answer at once again")]
    public async Task Fault_ShouldCostNothingButTime_WhenTheServiceOvercomesIt(string fault, string begins, string ends)
    {
        await using var echo = await EchoPipeline.OpenAsync();

        var result = await RunAsync(echo, $$"""
            name: fault
            steps:
              - fault: {{fault}}
              - send: in
                value: { n: 1 }
              - send: in
                value: { n: 2 }
              - expect: out
                count: 2
                within: 20s
              - expect: out
                count: 2
                during: 3s
            """);

        result.Outcome.ShouldBe(Outcome.Passed, result.Error ?? (result.Failure is null ? "" : FailureText.Of(result)));
        var events = result.Timeline.Where(entry => entry.Kind == TimelineKind.Event).Select(entry => entry.Text).ToList();
        events.ShouldContain(begins);
        events.ShouldContain(ends);
    }

    [Fact]
    public async Task Fault_ShouldSayWhichBrokersThereAre_WhenItNamesNone()
    {
        await using var echo = await EchoPipeline.OpenAsync(isServing: false);

        var result = await RunAsync(echo, """
            name: fault
            steps:
              - fault: { broker-down: 7 }
            """);

        result.Outcome.ShouldBe(Outcome.Error);
        result.Error!.ShouldEndWith("one.case.yaml:3: There is no broker 7 to stop: the embedded cluster has 3, numbered from 1.");
    }

    [Fact]
    public async Task Case_ShouldBeAnError_WhenKafkaGoesAwayInItsMiddle()
    {
        await using var echo = await EchoPipeline.OpenAsync(isServing: false);
        await using var test = await echo.Pipeline.BeginAsync(Stop);
        await test.SendAsync("in", new { n = 1 });
        await test.ExpectAsync("in");
        for (var broker = 1; broker <= 3; broker++)
        {
            echo.Embedded.StopBroker(broker);
        }

        // Nothing came, and nothing could: no word of the services.
        var cannotTell = await Should.ThrowAsync<PipelineException>(() => test.ExpectAsync("out", within: TimeSpan.FromSeconds(1)));

        cannotTell.Message.ShouldNotContain("matching");
        for (var broker = 1; broker <= 3; broker++)
        {
            echo.Embedded.StartBroker(broker);
        }
    }

    [Fact]
    public async Task Cases_ShouldBeErrors_AndTheOthersGoOn_WhenAStoreGoesAway()
    {
        var mongo = Environment.GetEnvironmentVariable("SLUICE_TEST_MONGO");
        Assert.SkipWhen(string.IsNullOrEmpty(mongo), "SLUICE_TEST_MONGO names no MongoDB server.");
        await using var relay = new TcpRelay(mongo!);
        await using var echo = await EchoPipeline.OpenAsync();
        var options = echo.Options();
        options.Variables["STORE"] = $"{relay.Address}/?directConnection=true";
        string[] files =
        [
            await WriteAsync(echo, "store.case.yaml", """
                name: store
                steps:
                  - expect: views
                    within: 2s
                """),
            await WriteAsync(echo, "topic.case.yaml", """
                name: topic
                steps:
                  - send: in
                    value: { n: 1 }
                  - expect: out
                """),
        ];
        var cutter = new Cutter(relay);

        var result = await TestRun.RunAsync(echo.PipelineFile, files, options, new RunOptions(), cutter, Stop);

        result.Cases.Select(one => (one.Name, one.Outcome)).ShouldBe([("store", Outcome.Error), ("topic", Outcome.Passed)]);
        result.Cases[0].Error!.ShouldContain("store.case.yaml:3: ");
        result.Cases[0].Error!.ShouldContain("MongoDB");
        result.Outcome.ShouldBe(Outcome.Error);
    }

    private static async Task<CaseResult> RunAsync(EchoPipeline echo, string text)
    {
        await File.AppendAllTextAsync(echo.PipelineFile, "\nfaults: allowed\n", Stop);
        var file = await WriteAsync(echo, "one.case.yaml", text);
        return (await TestRun.RunAsync(echo.PipelineFile, [file], echo.Options(), new RunOptions(), new PlainProgress(TextWriter.Null), Stop)).Cases.Single();
    }

    private static async Task<string> WriteAsync(EchoPipeline echo, string name, string text)
    {
        var file = Path.Combine(echo.Folder, name);
        await File.WriteAllTextAsync(file, text, Stop);
        return file;
    }

    /// <summary>Cuts the line to the store when the step that looks there begins.</summary>
    private sealed class Cutter(TcpRelay relay) : IRunObserver
    {
        public void RunStarted(string pipeline, DateTimeOffset started, int cases)
        {
        }

        public void CaseStarted(CaseStart start)
        {
        }

        public void StepStarted(StepStart start)
        {
            if (start.Subject == "views")
            {
                relay.CutAsync().GetAwaiter().GetResult();
            }
        }

        public void CaseEnded(CaseResult result)
        {
        }

        public void RunEnded(RunResult result)
        {
        }
    }
}
