// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Net.Sockets;
using Sluice.Testing.Cases;
using Sluice.Testing.Matching;
using Sluice.Testing.Pipelines;
using Sluice.Testing.Reporting;
using Sluice.Testing.Results;

namespace Sluice.Testing.Tests.Pipelines;

/// <summary>Cases over HTTP alone: the kit asks the address where it answers itself.</summary>
public sealed class HttpCaseTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sluice-http-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Case_ShouldSendExpectAndStub()
    {
        var result = await RunAsync("""
            steps:
              - stub: prices
                request: { method: GET, path: { $regex: ^/prices/ } }
                status: 201
                headers: { location: /prices/A1 }
                value: { price: 9.5 }
              - send: api
                method: GET
                path: /prices/A1?x=${id}
                headers: { x-order: "${id}" }
              - expect: api
                status: { $gte: 200, $lt: 300 }
                match: { price: { $approx: 9.5 } }
                headers: { Location: { $regex: A1$ } }
                set: { price: $.price }
              - expect: prices
                headers: { X-Order: "${id}" }
              - send: api
                path: /prices
                headers: { x-order: "${id}" }
                value: { price: "${price}" }
              - expect: prices
                match: { price: 9.5 }
              - expect: api
                status: 404
            """);

        result.Outcome.ShouldBe(Outcome.Passed, result.Outcome == Outcome.Passed ? "" : FailureText.Of(result));
        result.Timeline.Where(entry => entry.Kind == TimelineKind.Sent).Select(entry => entry.Text).ShouldAllBe(text => text == "sent");
    }

    [Fact]
    public async Task Case_ShouldSendExpectAndStub_InCode()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var pipeline = await OpenAsync();
        await using var test = await pipeline.BeginAsync(stop);
        var mine = new Dictionary<string, string> { ["x-order"] = test.Id };
        test.Stub("prices", new { price = 9.5 }, status: 201, method: "PUT", path: "/prices/A1", headers: new Dictionary<string, string> { ["x-answer"] = "a" });

        await test.RequestAsync("api", "PUT", "/prices/A1", new { want = 1 }, mine);

        (await test.ExpectAnswerAsync("api", status: 201, Match.Subset(new { price = 9.5 })))!["price"]!.GetValue<double>().ShouldBe(9.5);
        await test.ExpectAsync("prices", Match.Subset(new { want = 1 }));
        await test.RequestAsync("api", "GET", "/prices/A1", headers: mine);
        (await Should.ThrowAsync<ExpectationFailedException>(() => test.ExpectAnswerAsync("api", within: TimeSpan.FromMilliseconds(100))))
            .Message.ShouldContain("status");
        Should.Throw<ArgumentException>(() => test.Stub("api")).Message.ShouldContain("stub: true");
        Should.Throw<PipelineException>(() => test.Stub("prices", status: 99)).Message.ShouldContain("from 200 to 599");
    }

    [Fact]
    public async Task Failure_ShouldShowTheAnswer_WhenItIsAnotherOne()
    {
        var result = await RunAsync("""
            steps:
              - send: api
                path: /nothing
                headers: { x-order: "${id}" }
              - expect: api
                within: 100ms
                status: 200
            """);

        result.Failure!.Noun.ShouldBe("answer");
        result.Failure.Closest!.Place.ShouldBe("GET /nothing → 404");
        result.Failure.Closest.Differences.ShouldBe([new Difference("status", "expected 200", "404")]);
    }

    private async Task<CaseResult> RunAsync(string steps)
    {
        var file = Path.Combine(_folder.FullName, "one.case.yaml");
        await File.WriteAllTextAsync(file, steps, TestContext.Current.CancellationToken);
        var run = await TestRun.RunAsync(
            await WritePipelineAsync(), [file], new PipelineOptions(), new RunOptions(), new PlainProgress(TextWriter.Null), TestContext.Current.CancellationToken);
        return run.Cases.Single();
    }

    private async Task<Pipeline> OpenAsync() => await Pipeline.OpenAsync(await WritePipelineAsync(), null, TestContext.Current.CancellationToken);

    private async Task<string> WritePipelineAsync()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        var file = Path.Combine(_folder.FullName, "pipeline.yaml");
        await File.WriteAllTextAsync(
            file,
            $$"""
            endpoints:
              prices: { http: "http://127.0.0.1:{{port}}", stub: true, id: "header:x-order" }
              api:    { http: "http://127.0.0.1:{{port}}" }
            """,
            TestContext.Current.CancellationToken);
        return file;
    }
}
