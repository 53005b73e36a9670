// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Net.Sockets;
using Sluice.Testing.Cases;
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
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        var token = TestContext.Current.CancellationToken;
        var (pipeline, file) = (Path.Combine(_folder.FullName, "pipeline.yaml"), Path.Combine(_folder.FullName, "one.case.yaml"));
        await File.WriteAllTextAsync(pipeline, $$"""
            endpoints:
              prices: { http: "http://127.0.0.1:{{port}}", stub: true, id: "header:x-order" }
              api:    { http: "http://127.0.0.1:{{port}}" }
            """, token);
        await File.WriteAllTextAsync(file, steps, token);
        var run = await TestRun.RunAsync(pipeline, [file], new PipelineOptions(), new RunOptions(), new PlainProgress(TextWriter.Null), token);
        return run.Cases.Single();
    }
}
