// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;
using Sluice.Core.Errors;
using Sluice.Gateway.Hosting;
using Sluice.Gateway.Http.Problems;
using Sluice.Gateway.Tests.Gateways;

namespace Sluice.Gateway.Tests;

public sealed class GatewayApplicationTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Banner_ShouldSayWhereWhatAndWhatIsOff_OnAnEmbeddedCluster()
    {
        var log = new FakeLoggerProvider();
        await using var gateway = await RunningGateway.StartAsync(
            new Dictionary<string, string?> { ["Embedded:Brokers"] = "2" }, b => b.Services.AddSingleton<ILoggerProvider>(log));

        var banner = log.Collector.GetSnapshot().Single(r => r.Category == "Sluice.Gateway.Hosting.StartBanner").Message;

        banner.ShouldContain(gateway.Client.BaseAddress!.GetLeftPart(UriPartial.Authority));
        banner.ShouldContain("embedded, 2 brokers at 127.0.0.1:");
        banner.ShouldContain("in memory only");
        banner.ShouldContain("no tokens");
    }

    [Fact]
    public async Task Server_ShouldStartAndAnswer_WhenNoBrokerIsReachable()
    {
        await using var gateway = await RunningGateway.StartAsync(new Dictionary<string, string?>
        {
            ["Kafka:BootstrapServers"] = "127.0.0.1:1",
            ["Gateway:Deadline"] = "00:00:03",
        });

        (await gateway.Client.GetAsync(new Uri("health/live", UriKind.Relative), Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);
        foreach (var path in (string[])["health/ready", "v1/metadata/brokers", "v1/consumer/topics/t/partitions/0/offsets/0"])
        {
            var start = Stopwatch.GetTimestamp();
            using var response = await gateway.Client.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
            Stopwatch.GetElapsedTime(start).ShouldBeLessThan(new GatewayOptions().Deadline, "the usual deadline");

            ((int)response.StatusCode).ShouldBeOneOf(503, 504);
            response.Headers.RetryAfter.ShouldNotBeNull();
        }

        using var written = await gateway.Client.PostAsJsonAsync(
            "v1/producer/topics/t", new { records = new[] { new { value = 1 } } }, Cancellation);
        var problem = await written.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        problem.GetProperty("offsets")[0].GetProperty("error").GetProperty("outcome").GetString().ShouldBe("not-written");
    }

    [Fact]
    public void Build_ShouldRefuse_ToListenWhereOthersReachIt()
    {
        var settings = new Dictionary<string, string?> { ["Gateway:Url"] = "http://0.0.0.0:9400" };

        Should.Throw<OptionsValidationException>(() => GatewayApplication.Build(settings)).Message.ShouldContain("no tokens");
    }

    [Fact]
    public void Build_ShouldTakeTheFrameworksSettingOfTheAddress_UnlessItsOwnIsGiven()
    {
        var settings = new Dictionary<string, string?> { ["urls"] = "http://0.0.0.0:1" };

        Should.Throw<OptionsValidationException>(() => GatewayApplication.Build(settings)).Message.ShouldContain("http://0.0.0.0:1");
        settings["Gateway:Url"] = "http://127.0.0.1:2";
        GatewayApplication.Build(settings).Services.GetRequiredService<IOptions<GatewayOptions>>().Value.Url.ShouldBe("http://127.0.0.1:2");
    }

    [Fact]
    public async Task Start_ShouldFail_WhenAPropertyOfKafkaIsWrong()
    {
        await using var app = GatewayApplication.Build(new Dictionary<string, string?>
        {
            ["Gateway:Url"] = "http://127.0.0.1:0",
            ["Kafka:BootstrapServers"] = "127.0.0.1:1",
            ["Kafka:Properties:security.protokol"] = "SSL",
        });

        var failure = (await Should.ThrowAsync<KafkaFailureException>(() => app.StartAsync(Cancellation))).Failure;

        failure.Code.ShouldBe(FailureCode.InvalidConfiguration);
        failure.Detail.ShouldContain("security.protokol");
    }

    [Fact]
    public void Build_ShouldFail_WhenTheConfigurationFileIsMissing()
    {
        Should.Throw<FileNotFoundException>(() => GatewayApplication.Build(configFile: "missing.json"))
            .Message.ShouldContain("missing.json");
    }

    [Fact]
    public async Task Page_ShouldNeedNothingFromElsewhere()
    {
        await using var gateway = await RunningGateway.StartAsync();

        var page = await gateway.Client.GetStringAsync(new Uri("docs", UriKind.Relative), Cancellation);

        page.ShouldContain("scalar.js");
        page.ShouldNotContain("https://");
    }

    [Fact]
    public async Task Page_ShouldShowTheApi_WhateverOthersAskedFor()
    {
        await using var gateway = await RunningGateway.StartAsync();
        using var other = await gateway.Client.GetAsync(new Uri("docs/nonsense", UriKind.Relative), Cancellation);

        var page = await gateway.Client.GetStringAsync(new Uri("docs/", UriKind.Relative), Cancellation);

        page.ShouldContain("openapi/v1.json");
        page.ShouldNotContain("nonsense");
    }

    [Theory]
    [InlineData("docs/")]
    [InlineData("docs/scalar.js")]
    [InlineData("openapi/v1.json")]
    public async Task Documentation_ShouldAnswerHead_AsItDoesGet(string path)
    {
        await using var gateway = await RunningGateway.StartAsync();

        using var get = await gateway.Client.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Head, path);
        using var head = await gateway.Client.SendAsync(request, Cancellation);

        get.StatusCode.ShouldBe(HttpStatusCode.OK);
        head.StatusCode.ShouldBe(HttpStatusCode.OK);
        head.Content.Headers.ContentType.ShouldBe(get.Content.Headers.ContentType);
        (await head.Content.ReadAsByteArrayAsync(Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task EveryType_ShouldBeExplained()
    {
        await using var gateway = await RunningGateway.StartAsync();

        foreach (var error in ErrorCatalogue.All)
        {
            var answer = await gateway.Client.GetFromJsonAsync<JsonElement>(error.Type, Cancellation);
            answer.GetProperty("status").GetInt32().ShouldBe(error.Status);
        }
    }
}
