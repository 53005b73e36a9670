// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sluice.Gateway.Tests.Gateways;
using Sluice.Gateway.Tests.Hosting.Telemetry;

namespace Sluice.Gateway.Tests.Hosting.Logs;

public sealed class RequestLogTests
{
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";

    [Fact]
    public async Task EveryRequest_ShouldBeALine_WithoutAnythingThatTheCallerWrote()
    {
        using var log = new JsonLog();
        await using (var gateway = await StartAsync(log, "true"))
        {
            gateway.Client.DefaultRequestHeaders.Add("traceparent", $"00-{TraceId}-b7ad6b7169203331-01");
            await Workload.RunAsync(gateway);
            await gateway.Client.GetAsync(Workload.Path("v1/topics/a%0Aforged"), TestContext.Current.CancellationToken);
        }

        var requests = RequestsIn(log);
        requests.Length.ShouldBe(7);
        var written = requests.Single(r => Attribute(r, "route") == "/v1/producer/topics/{topic}");
        Attribute(written, "method").ShouldBe("POST");
        Attribute(written, "status").ShouldBe("200");
        Attribute(written, "code").ShouldBe("-");
        double.Parse(Attribute(written, "durationMs"), System.Globalization.CultureInfo.InvariantCulture).ShouldBeGreaterThan(0);
        written.GetProperty("principal").GetString().ShouldBe("anonymous");
        written.GetProperty("traceId").GetString().ShouldBe(TraceId);
        requests.ShouldContain(r => Attribute(r, "code") == "topic-not-found" && Attribute(r, "status") == "404");
        requests.ShouldContain(r => Attribute(r, "route") == "(none)" && Attribute(r, "code") == "not-found");
        log.Output.ShouldNotContain("secret");
        log.Output.ShouldNotContain("forged");
    }

    [Fact]
    public async Task Requests_ShouldNotBeLogged_UnlessAskedFor()
    {
        using var log = new JsonLog();
        await using (var gateway = await StartAsync(log, null))
        {
            await Workload.RunAsync(gateway);
        }

        RequestsIn(log).ShouldBeEmpty();
    }

    private static Task<RunningGateway> StartAsync(JsonLog log, string? requests) => RunningGateway.StartAsync(
        new Dictionary<string, string?> { ["Telemetry:Logs:Requests"] = requests, ["Telemetry:Logs:Format"] = "json" },
        b => b.Services.AddSingleton<ILoggerProvider>(log));

    private static JsonElement[] RequestsIn(JsonLog log) => [.. log.Lines.Where(l => l.GetProperty("event").GetString() == "Request")];

    private static string Attribute(JsonElement line, string name) => line.GetProperty("attributes").GetProperty(name).ToString();
}
