// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Text.Json;
using Sluice.Gateway.Tests.Gateways;
using Sluice.TestIdentity;

namespace Sluice.Gateway.Tests.Security.Tokens;

/// <summary>What callers see while the provider is away.</summary>
public sealed class TokenOutageTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Answer_ShouldBeRetryable_UntilTheProviderIsThere()
    {
        await using var provider = await TestIdentityProvider.StartAsync(Cancellation);
        var application = provider.Add(new TestApplication { Groups = ["2f0b6b4a-95d3-4bd0-9c1e-7d1c1d3f2a10"] });
        provider.IsDown = true;
        await using var gateway = await RunningGateway.StartAsync(new Dictionary<string, string?>(provider.GatewaySettings)
        {
            ["Security:Groups:Allowed:0"] = application.Groups![0],
            ["Security:Tokens:KeyRetryInterval"] = "00:00:01",
        });

        using (var response = await SendAsync(gateway, provider.Issue(application)))
        {
            response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            response.Headers.RetryAfter.ShouldNotBeNull();
            response.Headers.WwwAuthenticate.ShouldBeEmpty();
            var problem = JsonElement.Parse(await response.Content.ReadAsStringAsync(Cancellation));
            problem.GetProperty("code").GetString().ShouldBe("identity-unavailable");
            problem.GetProperty("retryable").GetBoolean().ShouldBeTrue();
        }

        using (var garbage = await SendAsync(gateway, "garbage"))
        {
            garbage.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, "no key would make a token of it");
        }

        provider.IsDown = false;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        deadline.CancelAfter(Timeout);
        while (true)
        {
            using var response = await SendAsync(gateway, provider.Issue(application));
            if (response.StatusCode == HttpStatusCode.OK)
            {
                break;
            }

            response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            await Task.Delay(TimeSpan.FromMilliseconds(50), deadline.Token);
        }
    }

    private static async Task<HttpResponseMessage> SendAsync(RunningGateway gateway, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "v1/metadata/topics");
        request.Headers.Authorization = new("Bearer", token);
        return await gateway.Client.SendAsync(request, Cancellation);
    }
}
