// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Logging;
using Sluice.Gateway.Http.Problems;
using Sluice.TestIdentity;

namespace Sluice.Gateway.Tests.Security.Tokens;

/// <summary>When keys are read, and how long they serve.</summary>
public sealed class SigningKeysTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Keys_ShouldBeReadOnce_ForManyCallersAtOnce()
    {
        await using var stage = await TokenStage.StartAsync();
        stage.Provider.Delay = TimeSpan.FromMilliseconds(50);
        var token = stage.Provider.Issue();

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(async () => await stage.CheckAsync(token), Cancellation)));

        stage.MetadataRequests.ShouldBe(1);
        stage.Provider.Requests.Total.ShouldBe(2, "the metadata and the keys");
    }

    [Fact]
    public async Task NewKey_ShouldBeKnown_WithTheFirstTokenThatNamesIt()
    {
        await using var stage = await TokenStage.StartAsync();
        var old = stage.Provider.Issue();
        await stage.CheckAsync(old);
        stage.Time.Advance(TimeSpan.FromSeconds(10));

        stage.Provider.Keys.Rotate();

        await stage.CheckAsync(stage.Provider.Issue());
        await stage.CheckAsync(old);
        stage.MetadataRequests.ShouldBe(2);
    }

    [Fact]
    public async Task WithdrawnKey_ShouldBeRefused_AtTheMaxAge_EvenIfNobodyCalledMeanwhile()
    {
        await using var stage = await TokenStage.StartAsync();
        stage.Provider.TokenLifetime = TimeSpan.FromDays(1);
        var token = stage.Provider.Issue();
        await stage.CheckAsync(token);
        var withdrawn = stage.Provider.Keys.Current;
        stage.Provider.Keys.Rotate();
        stage.Provider.Keys.Withdraw(withdrawn);

        stage.Time.Advance(TimeSpan.FromHours(1));

        (await stage.RefuseAsync(token)).ShouldBe($"The token is not taken: its key {withdrawn.Id} (kid) is none of its issuer's.");
    }

    [Fact]
    public async Task Keys_ShouldBeReadAnew_WhileCallersAreServed_FromHalfTheMaxAgeOn()
    {
        await using var stage = await TokenStage.StartAsync();
        stage.Provider.TokenLifetime = TimeSpan.FromDays(1);
        var token = stage.Provider.Issue();
        await stage.CheckAsync(token);
        stage.Time.Advance(TimeSpan.FromMinutes(29));
        await stage.CheckAsync(token);
        stage.MetadataRequests.ShouldBe(1);

        stage.Time.Advance(TimeSpan.FromMinutes(2));
        await stage.CheckAsync(token);

        await UntilAsync(() => stage.Log.Collector.GetSnapshot().Count(record => record.Id == 601) == 2);
        stage.MetadataRequests.ShouldBe(2);
        stage.Time.Advance(TimeSpan.FromMinutes(29));
        await stage.CheckAsync(token);
        stage.MetadataRequests.ShouldBe(2, "the new reading counts from when it was made");
    }

    [Fact]
    public async Task KnownKeys_ShouldServe_WhileTheProviderIsAway_AndNotForEver()
    {
        await using var stage = await TokenStage.StartAsync();
        stage.Provider.TokenLifetime = TimeSpan.FromDays(3);
        var token = stage.Provider.Issue();
        await stage.CheckAsync(token);
        stage.Provider.IsDown = true;

        stage.Time.Advance(TimeSpan.FromHours(23));
        await stage.CheckAsync(token);
        stage.Time.Advance(TimeSpan.FromHours(1));

        (await stage.MissAsync(token)).ShouldBe(
            $"The token cannot be checked: the keys of {stage.Provider.Issuer(1)} cannot be read now. Send the request again later.");
        stage.Provider.IsDown = false;
        stage.Time.Advance(TimeSpan.FromSeconds(10));
        await stage.CheckAsync(token);
    }

    [Fact]
    public async Task Token_ShouldNotBeJudged_WhenItsProviderWasNeverReached()
    {
        await using var stage = await TokenStage.StartAsync();
        stage.Provider.IsDown = true;
        var token = stage.Provider.Issue();

        await stage.MissAsync(token);
        var requests = stage.MetadataRequests;
        await stage.MissAsync(token);

        stage.MetadataRequests.ShouldBe(requests, "it is not asked again before the retry interval has passed");
        stage.Log.Collector.GetSnapshot().ShouldContain(record => record.Id == 600 && record.Level == LogLevel.Warning
            && record.Message.Contains(stage.Provider.Issuer(1), StringComparison.Ordinal));
        stage.Provider.IsDown = false;
        stage.Time.Advance(TimeSpan.FromSeconds(10));
        await stage.CheckAsync(token);
    }

    [Fact]
    public async Task TokenOfANewKey_ShouldNotBeJudged_WhileTheProviderIsAway()
    {
        await using var stage = await TokenStage.StartAsync();
        var old = stage.Provider.Issue();
        await stage.CheckAsync(old);
        stage.Time.Advance(TimeSpan.FromSeconds(10));
        stage.Provider.Keys.Rotate();
        stage.Provider.IsDown = true;

        await stage.MissAsync(stage.Provider.Issue());
        await stage.CheckAsync(old);

        stage.Provider.IsDown = false;
        stage.Time.Advance(TimeSpan.FromSeconds(10));
        await stage.CheckAsync(stage.Provider.Issue());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Token_ShouldNotBeJudged_WhenItsProviderIsTooSlow(bool isOtherKeyKnown)
    {
        await using var stage = await TokenStage.StartAsync();
        if (isOtherKeyKnown)
        {
            await stage.CheckAsync(stage.Provider.Issue());
            stage.Time.Advance(TimeSpan.FromSeconds(10));
            stage.Provider.Keys.Rotate();
        }

        stage.Provider.Delay = TimeSpan.FromMinutes(1);
        var requests = stage.MetadataRequests;

        var miss = stage.MissAsync(stage.Provider.Issue());
        await UntilAsync(() => stage.MetadataRequests > requests);
        stage.Time.Advance(TimeSpan.FromSeconds(3.9));
        miss.IsCompleted.ShouldBeFalse();
        stage.Time.Advance(TimeSpan.FromSeconds(0.2));

        await miss;
    }

    [Fact]
    public async Task InventedKeys_ShouldCostTheProviderNothing()
    {
        await using var stage = await TokenStage.StartAsync();
        await stage.CheckAsync(stage.Provider.Issue());
        var claims = stage.Provider.CreateToken().Claims.ToJsonString();

        (await CountRefusedAsync(10_000)).ShouldBe(10_000);
        stage.MetadataRequests.ShouldBe(1);

        stage.Time.Advance(TimeSpan.FromSeconds(10));
        (await CountRefusedAsync(100)).ShouldBe(100);
        stage.MetadataRequests.ShouldBe(2, "once in a retry interval");

        async Task<int> CountRefusedAsync(int count)
        {
            var refused = 0;
            for (var i = 0; i < count; i++)
            {
                try
                {
                    await stage.CheckAsync(TestToken.Encode($$"""{"alg":"RS256","kid":"invented-{{i}}"}""", claims) + ".c2lnbmF0dXJl");
                }
                catch (ProblemException refusal) when (refusal.Problem.Detail.Contains("none of its issuer's", StringComparison.Ordinal))
                {
                    refused++;
                }
            }

            return refused;
        }
    }

    [Fact]
    public async Task Provider_ShouldNotBeBelieved_WhenItsCertificateIsOfAnotherAuthority()
    {
        using var other = new TestAuthority();
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, other.Certificate.ExportCertificatePem(), Cancellation);
        await using var stage = await TokenStage.StartAsync((options, _) => options.Entra.AuthorityFile = file);

        await stage.MissAsync(stage.Provider.Issue());

        stage.Provider.Requests.Total.ShouldBe(0);
        File.Delete(file);
    }

    [Fact]
    public async Task Metadata_ShouldNotBeBelieved_WhenItIsOfAnotherIssuer()
    {
        await using var stage = await TokenStage.StartAsync((options, provider) => options.Issuers.Add(new()
        {
            Issuer = "https://issuer.example",
            MetadataAddress = $"{provider.Address}{provider.TenantId}/v2.0/.well-known/openid-configuration",
            Audience = "api://kafka",
            AuthorityFile = provider.AuthorityFile,
        }));
        var token = stage.Token("iss", "https://issuer.example");

        await stage.MissAsync(token);

        stage.Log.LatestRecord.Message.ShouldEndWith($"the metadata there is of the issuer {stage.Provider.Issuer(2)}.");
    }

    [Fact]
    public async Task ShortKeys_ShouldNotBeTaken()
    {
        await using var stage = await TokenStage.StartAsync();
        var weak = stage.Provider.Keys.Publish(TestKey.CreateRsa(bits: 1024));

        (await stage.RefuseAsync(stage.Provider.CreateToken().Sign(weak))).ShouldContain("none of its issuer's");
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        deadline.CancelAfter(TimeSpan.FromSeconds(30));
        while (!condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), deadline.Token);
        }
    }
}
