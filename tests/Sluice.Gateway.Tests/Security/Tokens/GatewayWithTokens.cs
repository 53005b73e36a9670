// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Text.Json;
using Sluice.Gateway.Tests.Gateways;
using Sluice.TestIdentity;

namespace Sluice.Gateway.Tests.Security.Tokens;

/// <summary>A gateway that takes the tokens of a provider, and lets one application's group in.</summary>
public sealed class GatewayWithTokens : IAsyncLifetime
{
    private const string Group = "2f0b6b4a-95d3-4bd0-9c1e-7d1c1d3f2a10";
    private RunningGateway? _gateway;

    public TestIdentityProvider Provider { get; private set; } = null!;

    /// <summary>Belongs to the group that may come in.</summary>
    public TestApplication Application { get; } = new() { Groups = [Group] };

    public HttpClient Client => _gateway!.Client;

    public async ValueTask InitializeAsync()
    {
        Provider = await TestIdentityProvider.StartAsync(TestContext.Current.CancellationToken);
        Provider.Add(Application);
        _gateway = await RunningGateway.StartAsync(
            new Dictionary<string, string?>(Provider.GatewaySettings) { ["Security:Groups:Allowed:0"] = Group });
    }

    /// <summary>A token that is taken, to make one of it that is not.</summary>
    public TestToken CreateToken() => Provider.CreateToken(Application);

    public async Task<HttpResponseMessage> SendAsync(string? authorization, string path = "v1/metadata/topics")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization).ShouldBeTrue();
        }

        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>The detail of the problem with which the request is refused, after checking all else of it.</summary>
    public async Task<string> RefuseAsync(string? authorization, string path = "v1/metadata/topics", bool hasToken = true)
    {
        using var response = await SendAsync(authorization, path);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, body);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = JsonElement.Parse(body);
        problem.GetProperty("code").GetString().ShouldBe("unauthenticated");
        problem.GetProperty("retryable").GetBoolean().ShouldBeFalse();
        var detail = problem.GetProperty("detail").GetString()!;
        response.Headers.GetValues("WWW-Authenticate").ShouldHaveSingleItem().ShouldBe(
            hasToken ? $"Bearer error=\"invalid_token\", error_description=\"{detail}\"" : "Bearer");
        return detail;
    }

    public async ValueTask DisposeAsync()
    {
        if (_gateway is not null)
        {
            await _gateway.DisposeAsync();
        }

        await Provider.DisposeAsync();
    }
}
