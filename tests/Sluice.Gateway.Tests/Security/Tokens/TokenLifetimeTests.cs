// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Gateway.Tests.Security.Tokens;

/// <summary>When a token is taken.</summary>
public sealed class TokenLifetimeTests
{
    [Fact]
    public async Task Token_ShouldBeRefused_OnceItHasExpired()
    {
        await using var stage = await TokenStage.StartAsync();
        var token = stage.Provider.Issue();
        var expires = stage.Time.GetUtcNow().AddHours(1);
        await stage.CheckAsync(token);

        // A minute of skew is granted.
        stage.Time.Advance(TimeSpan.FromMinutes(60.9));
        await stage.CheckAsync(token);
        stage.Time.Advance(TimeSpan.FromMinutes(0.2));

        (await stage.RefuseAsync(token)).ShouldBe($"The token is not taken: it expired at {expires:yyyy-MM-dd HH:mm:ss} UTC; get a new one.");
    }

    [Fact]
    public async Task Token_ShouldBeRefused_BeforeItIsValid()
    {
        await using var stage = await TokenStage.StartAsync();
        var start = stage.Time.GetUtcNow().AddMinutes(10);
        var token = stage.Token("nbf", start.ToUnixTimeSeconds());

        (await stage.RefuseAsync(token)).ShouldBe($"The token is not taken: it is valid from {start:yyyy-MM-dd HH:mm:ss} UTC; compare the clocks.");

        stage.Time.Advance(TimeSpan.FromMinutes(9.1));
        await stage.CheckAsync(token);
    }

    [Fact]
    public async Task Skew_ShouldBeTheSetting()
    {
        await using var stage = await TokenStage.StartAsync((options, _) => options.ClockSkew = TimeSpan.Zero);
        var token = stage.Provider.Issue();
        await stage.CheckAsync(token);

        stage.Time.Advance(TimeSpan.FromHours(1));

        (await stage.RefuseAsync(token)).ShouldContain("expired");
    }

    [Fact]
    public async Task Token_ShouldBeRefused_WhenItNeverExpires()
    {
        await using var stage = await TokenStage.StartAsync();

        (await stage.RefuseAsync(stage.Token("exp", null))).ShouldBe("The token is not taken: it never expires (no exp).");
        await stage.RefuseAsync(stage.Token("exp", "tomorrow"));
        await stage.RefuseAsync(stage.Token("exp", -1));
        await stage.RefuseAsync(stage.Token("exp", 0));
    }
}
