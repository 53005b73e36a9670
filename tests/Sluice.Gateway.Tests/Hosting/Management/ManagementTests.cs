// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Sluice.Gateway.Tests.Gateways;

namespace Sluice.Gateway.Tests.Hosting.Management;

public sealed class ManagementTests
{
    private static readonly Dictionary<string, string?> Settings = new() { ["Management:Url"] = "http://127.0.0.1:0" };

    private static readonly string[] OfTheApi =
        ["v1/metadata/topics", "v1/topics/orders", "openapi/v1.json", "docs", "errors", "errors/not-found", "v1/../v1/metadata/topics", ""];

    private static readonly string[] OfManagement = ["health/live", "health/ready", "metrics", "health/live/", "HEALTH/live", "/health//live"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Management_ShouldAnswerHealthAndMetrics_AndNothingOfTheApi()
    {
        await using var gateway = await RunningGateway.StartAsync(Settings);

        foreach (var path in (string[])["health/live", "health/ready", "metrics"])
        {
            (await StatusAsync(gateway.Management, path)).ShouldBe(HttpStatusCode.OK, path);
            (await StatusAsync(gateway.Management, path, HttpMethod.Head)).ShouldBe(HttpStatusCode.OK, path);
        }

        foreach (var path in OfTheApi)
        {
            foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Put, HttpMethod.Options])
            {
                (await StatusAsync(gateway.Management, path, method)).ShouldBe(HttpStatusCode.NotFound, $"{method} {path}");
            }
        }
    }

    [Fact]
    public async Task Api_ShouldAnswerNothingOfManagement_WhateverHostIsNamed()
    {
        await using var gateway = await RunningGateway.StartAsync(Settings);

        foreach (var host in (string?[])[null, gateway.Management.BaseAddress!.Authority, "localhost"])
        {
            foreach (var path in OfManagement)
            {
                (await StatusAsync(gateway.Client, path, host: host)).ShouldBe(HttpStatusCode.NotFound, $"{path} as {host}");
            }

            (await StatusAsync(gateway.Management, "v1/metadata/topics", host: gateway.Client.BaseAddress!.Authority)).ShouldBe(HttpStatusCode.NotFound);
        }

        (await StatusAsync(gateway.Client, "v1/metadata/topics")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Refusals_ShouldBeProblems_OnTheManagementAddressToo()
    {
        await using var gateway = await RunningGateway.StartAsync(Settings);

        using var missing = await gateway.Management.GetAsync(new Uri("nothing", UriKind.Relative), Cancellation);
        using var wrong = await gateway.Management.PostAsync(new Uri("health/live", UriKind.Relative), null, Cancellation);

        (await missing.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("code").GetString().ShouldBe("not-found");
        wrong.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        wrong.Headers.Contains("Server").ShouldBeFalse();
    }

    [Fact]
    public async Task Description_ShouldTellOfTheApiAlone()
    {
        await using var gateway = await RunningGateway.StartAsync(Settings);

        var document = await gateway.Client.GetFromJsonAsync<JsonElement>("openapi/v1.json", Cancellation);

        var paths = document.GetProperty("paths").EnumerateObject().Select(p => p.Name).ToArray();
        paths.ShouldContain("/v1/metadata/topics");
        paths.ShouldNotContain(p => p.StartsWith("/health", StringComparison.Ordinal) || p.StartsWith("/metrics", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Health_ShouldBeAnsweredWithTheApi_WhereThereIsNoManagementAddress()
    {
        await using var gateway = await RunningGateway.StartAsync();

        (await StatusAsync(gateway.Client, "health/live")).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(gateway.Client, "health/ready")).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(gateway.Client, "metrics")).ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path, HttpMethod? method = null, string? host = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, path);
        request.Headers.Host = host;
        using var response = await client.SendAsync(request, Cancellation);
        return response.StatusCode;
    }
}
