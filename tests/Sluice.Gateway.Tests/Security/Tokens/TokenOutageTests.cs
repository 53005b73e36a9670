// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
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

    [Fact]
    public async Task Readiness_ShouldWaitForTheFirstKeys_AndOutliveTheProvider()
    {
        await using var provider = await TestIdentityProvider.StartAsync(Cancellation);
        provider.IsDown = true;
        await using var gateway = await StartAsync(provider);

        using (var unready = await ReadyAsync(gateway))
        {
            unready.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            var problem = JsonElement.Parse(await unready.Content.ReadAsStringAsync(Cancellation));
            problem.GetProperty("code").GetString().ShouldBe("identity-unavailable");
            problem.GetProperty("retryable").GetBoolean().ShouldBeTrue();
            problem.GetProperty("detail").GetString()!.ShouldContain(provider.Issuer(1));
        }

        using (var live = await gateway.Client.GetAsync(new Uri("health/live", UriKind.Relative), Cancellation))
        {
            live.StatusCode.ShouldBe(HttpStatusCode.OK, "a restart would help nobody");
        }

        // Nobody sends a token to a gateway that is not ready, so the question itself has to have the keys read.
        provider.IsDown = false;
        await UntilReadyAsync(gateway);
        provider.IsDown = true;
        using var ready = await ReadyAsync(gateway);
        ready.StatusCode.ShouldBe(HttpStatusCode.OK, "the known keys serve");
    }

    [Fact]
    public async Task Readiness_ShouldBeAnsweredInTime_WhenTheProviderDoesNotAnswer()
    {
        await using var provider = await TestIdentityProvider.StartAsync(Cancellation);
        provider.Delay = TimeSpan.FromMinutes(5);
        await using var gateway = await StartAsync(provider);

        var clock = Stopwatch.StartNew();
        using var unready = await ReadyAsync(gateway);

        unready.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10), "the answer waits for two seconds, not for the provider");
        (await unready.Content.ReadAsStringAsync(Cancellation)).ShouldContain("identity-unavailable");
    }

    [Fact]
    public async Task Stop_ShouldNotWaitForAProviderThatDoesNotAnswer()
    {
        await using var provider = await TestIdentityProvider.StartAsync(Cancellation);
        provider.Delay = TimeSpan.FromMinutes(5);
        await using var gateway = await StartAsync(provider);
        using (var unready = await ReadyAsync(gateway))
        {
            unready.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable, "the keys are being read");
        }

        var clock = Stopwatch.StartNew();
        await gateway.StopAsync();

        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5), "reading the keys may take 15 s");
    }

    [Fact]
    public async Task Readiness_ShouldNotDependOnAllProviders()
    {
        await using var provider = await TestIdentityProvider.StartAsync(Cancellation);
        await using var away = await TestIdentityProvider.StartAsync(Cancellation);
        away.Delay = TimeSpan.FromMinutes(5);
        await using var gateway = await StartAsync(provider, new()
        {
            ["Security:Tokens:Issuers:0:Issuer"] = away.Issuer(2),
            ["Security:Tokens:Issuers:0:Audience"] = "api://kafka",
            ["Security:Tokens:Issuers:0:AuthorityFile"] = away.AuthorityFile,
        });

        await UntilReadyAsync(gateway);
    }

    private static Task<RunningGateway> StartAsync(TestIdentityProvider provider, Dictionary<string, string?>? settings = null) =>
        RunningGateway.StartAsync(new Dictionary<string, string?>(provider.GatewaySettings.Concat(settings ?? []))
        {
            ["Security:Groups:Allowed:0"] = "2f0b6b4a-95d3-4bd0-9c1e-7d1c1d3f2a10",
            ["Security:Tokens:KeyRetryInterval"] = "00:00:01",
        });

    private static Task<HttpResponseMessage> ReadyAsync(RunningGateway gateway) =>
        gateway.Client.GetAsync(new Uri("health/ready", UriKind.Relative), Cancellation);

    private static async Task UntilReadyAsync(RunningGateway gateway)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        deadline.CancelAfter(Timeout);
        while (true)
        {
            using var response = await ReadyAsync(gateway);
            if (response.StatusCode == HttpStatusCode.OK)
            {
                return;
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
