// SPDX-License-Identifier: Apache-2.0

using System.Net;
using Microsoft.Identity.Client;
using Sluice.EndToEnd.Tests.ReferenceClient;

namespace Sluice.EndToEnd.Tests.Security.Tokens;

/// <summary>Microsoft's own client library, as .NET programs have it, gets the token; the program takes it.</summary>
[Collection(nameof(TokenGateway))]
public sealed class MsalTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Client_ShouldGetIn_WithAnUnchangedAuthority(int tokenVersion)
    {
        await using var gateway = await TokenGateway.StartAsync(tokenVersion);
        using var http = new HttpClient();
        using var provider = new HttpClient(gateway.Provider.CreateHandler(everyHost: true));

        await MsalClient.AuthorizeAsync(
            http,
            gateway.Provider.TenantId,
            gateway.Application.ClientId,
            gateway.Application.Secret,
            registration => registration.WithHttpClientFactory(new OneClient(provider)));

        await ReferenceSteps.RunAsync(gateway.Program.Address, http.DefaultRequestHeaders.Authorization!.Parameter!);
    }

    [Fact]
    public async Task Client_ShouldGetIn_WithTheProvidersOwnAddress()
    {
        await using var gateway = await TokenGateway.StartAsync(tokenVersion: 1);
        using var provider = new HttpClient(gateway.Provider.CreateHandler());
        var application = ConfidentialClientApplicationBuilder.Create(gateway.Application.ClientId)
            .WithClientSecret(gateway.Application.Secret)
            .WithAuthority($"{gateway.Provider.Address}{gateway.Provider.TenantId}")
            .WithInstanceDiscovery(false)
            .WithHttpClientFactory(new OneClient(provider))
            .Build();

        var token = await application.AcquireTokenForClient(["https://hib.azurehdinsight.net/.default"])
            .ExecuteAsync(TestContext.Current.CancellationToken);

        await ReferenceSteps.RunAsync(gateway.Program.Address, token.AccessToken);
    }

    [Fact]
    public async Task Client_ShouldBeRefused_WithTheTokenOfAnotherService()
    {
        await using var gateway = await TokenGateway.StartAsync(tokenVersion: 1);
        using var http = new HttpClient { BaseAddress = gateway.Program.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", gateway.Provider
            .CreateToken(gateway.Application, audience: "https://graph.microsoft.com").Sign(gateway.Provider.Keys.Current));

        using var response = await http.GetAsync(new Uri("v1/metadata/topics", UriKind.Relative), TestContext.Current.CancellationToken);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        response.Headers.WwwAuthenticate.ToString().ShouldBe(
            "Bearer error=\"invalid_token\", error_description=\"The token is not taken: it was issued for https://graph.microsoft.com; "
            + "ask for one for https://hib.azurehdinsight.net.\"");
    }

    [Fact]
    public async Task Client_ShouldBeForbidden_OutsideTheGroup()
    {
        await using var gateway = await TokenGateway.StartAsync(tokenVersion: 1);
        var stranger = gateway.Provider.Add(new() { Groups = ["b8e3a1f0-1111-4222-8333-944455566677"] });
        using var http = new HttpClient { BaseAddress = gateway.Program.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", gateway.Provider.Issue(stranger));

        using var response = await http.GetAsync(new Uri("v1/metadata/topics", UriKind.Relative), TestContext.Current.CancellationToken);

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private sealed class OneClient(HttpClient http) : IMsalHttpClientFactory
    {
        public HttpClient GetHttpClient() => http;
    }
}
