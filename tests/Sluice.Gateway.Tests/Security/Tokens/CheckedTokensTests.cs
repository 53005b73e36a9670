// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Sluice.Gateway.Security.Tokens;

namespace Sluice.Gateway.Tests.Security.Tokens;

/// <summary>Tokens that are not checked twice, and when they are.</summary>
public sealed class CheckedTokensTests
{
    [Fact]
    public async Task Token_ShouldBeCheckedOnce_WhileItsKeyIsTheSame()
    {
        await using var stage = await TokenStage.StartAsync();
        var token = stage.Provider.Issue();
        var first = await stage.CheckAsync(token);

        (await stage.CheckAsync(token)).ShouldBeSameAs(first);

        stage.Time.Advance(TimeSpan.FromSeconds(10));
        stage.Provider.Keys.Rotate();
        await stage.CheckAsync(stage.Provider.Issue());
        (await stage.CheckAsync(token)).ShouldNotBeSameAs(first, "the keys were read anew");
    }

    [Fact]
    public async Task Token_ShouldBeRefused_AsSoonAsItsKeyIsGone()
    {
        await using var stage = await TokenStage.StartAsync();
        var token = stage.Provider.Issue();
        await stage.CheckAsync(token);
        var withdrawn = stage.Provider.Keys.Current;
        stage.Time.Advance(TimeSpan.FromSeconds(10));
        stage.Provider.Keys.Rotate();
        stage.Provider.Keys.Withdraw(withdrawn);

        // The new key's token brings the news.
        await stage.CheckAsync(stage.Provider.Issue());

        (await stage.RefuseAsync(token)).ShouldContain("none of its issuer's");
    }

    [Fact]
    public async Task TokenOfOneLetterMore_ShouldNotPassForIt()
    {
        await using var stage = await TokenStage.StartAsync();
        var token = stage.Provider.Issue();
        await stage.CheckAsync(token);

        await stage.RefuseAsync(token + "A");
        await stage.RefuseAsync(token[..^1]);
    }

    [Fact]
    public async Task Memory_ShouldBeBounded_ByTheTokensLengths()
    {
        await using var stage = await TokenStage.StartAsync();
        var caller = await stage.CheckAsync(stage.Provider.Issue());
        var tokens = new CheckedTokens(maxLength: 10_000);
        var token = new CheckedToken(caller, DateTime.MaxValue, null!, "key", null!, Length: 1000);
        var used = TokenDigest.Of("used");
        tokens.Keep(used, token);

        for (var i = 0; i < 100_000; i++)
        {
            tokens.Keep(TokenDigest.Of(i.ToString(CultureInfo.InvariantCulture)), token);
            tokens.Find(used).ShouldBeSameAs(token, "what comes again stays");
        }

        tokens.Count.ShouldBeLessThanOrEqualTo(22);
        tokens.Find(TokenDigest.Of("0")).ShouldBeNull();
    }
}
