// SPDX-License-Identifier: Apache-2.0

using Sluice.TestIdentity;

namespace Sluice.Gateway.Tests.Security.Tokens;

/// <summary>Tokens of a Microsoft Entra tenant.</summary>
public sealed class EntraTokenTests
{
    private static readonly string[] Groups = ["2f0b6b4a-95d3-4bd0-9c1e-7d1c1d3f2a10", "b8e3a1f0-1111-4222-8333-944455566677"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Token_ShouldNameItsCaller_InBothVersions(int version)
    {
        await using var stage = await TokenStage.StartAsync();
        var application = stage.Provider.Add(new TestApplication { Roles = ["Kafka.Read", "Kafka.Write"] });

        var caller = await stage.CheckAsync(stage.Provider.CreateToken(application, version: version).Sign(stage.Provider.Keys.Current));

        caller.Id.ShouldBe($"oid:{application.ObjectId}");
        caller.ObjectId.ShouldBe(application.ObjectId);
        caller.ApplicationId.ShouldBe(application.ClientId);
        caller.Roles.ShouldBe(["Kafka.Read", "Kafka.Write"], ignoreOrder: true);
        caller.IsAuthenticated.ShouldBeTrue();
    }

    [Theory]
    [InlineData("RS256")]
    [InlineData("PS256")]
    [InlineData("ES256")]
    public async Task Token_ShouldBeTaken_WhateverOfTheThreeSignsIt(string algorithm)
    {
        await using var stage = await TokenStage.StartAsync();
        var key = stage.Provider.Keys.Publish(algorithm == "ES256" ? TestKey.CreateCurve() : TestKey.CreateRsa());

        var caller = await stage.CheckAsync(stage.Provider.CreateToken().Sign(key, algorithm));

        caller.ObjectId.ShouldBe(stage.Provider.Application.ObjectId);
    }

    [Theory]
    [InlineData("https://hib.azurehdinsight.net")]
    [InlineData("https://hib.azurehdinsight.net/")]
    public async Task Audience_ShouldBeTaken_WithAndWithoutItsSlash(string audience)
    {
        await using var stage = await TokenStage.StartAsync();

        (await stage.CheckAsync("aud", audience)).ObjectId.ShouldBe(stage.Provider.Application.ObjectId);
    }

    [Theory]
    [InlineData("https://hib.azurehdinsight.net/", "https://hib.azurehdinsight.net")]
    [InlineData("api://kafka;5b0ee8d5-3a0b-4a5c-8f3b-3f6f4c5d2c11", "api://kafka")]
    [InlineData("api://kafka; 5b0ee8d5-3a0b-4a5c-8f3b-3f6f4c5d2c11", "5b0ee8d5-3a0b-4a5c-8f3b-3f6f4c5d2c11")]
    public async Task Audience_ShouldBeAnyOfTheSetting(string setting, string audience)
    {
        await using var stage = await TokenStage.StartAsync((options, _) => options.Entra.Audience = setting);

        (await stage.CheckAsync("aud", audience)).ObjectId.ShouldBe(stage.Provider.Application.ObjectId);
        (await stage.RefuseAsync(stage.Token("aud", "https://other.example"))).ShouldBe(
            $"The token is not taken: it was issued for https://other.example; ask for one for {string.Join(" or ", setting.Split(';').Select(one => one.Trim()))}.");
    }

    [Fact]
    public async Task Groups_ShouldBeTheClaims_AndCompleteWithIt()
    {
        await using var stage = await TokenStage.StartAsync();

        var caller = await stage.CheckAsync("groups", Groups);

        caller.Groups.ShouldBe(Groups, ignoreOrder: true);
        caller.Groups.Contains(Groups[0].ToUpperInvariant()).ShouldBeTrue("object ids are the same in any case");
        caller.HasUnlistedGroups.ShouldBeFalse();
    }

    [Fact]
    public async Task Groups_ShouldBeUnlisted_WhenTheTokenHasNone()
    {
        await using var stage = await TokenStage.StartAsync();

        var caller = await stage.CheckAsync("groups", null);

        caller.Groups.ShouldBeEmpty();
        caller.HasUnlistedGroups.ShouldBeTrue();
    }

    [Fact]
    public async Task Groups_ShouldBeUnlisted_WhenThereAreTooMany()
    {
        await using var stage = await TokenStage.StartAsync();

        (await stage.CheckAsync("_claim_names", new { groups = "src1" })).HasUnlistedGroups.ShouldBeTrue();
        (await stage.CheckAsync("hasgroups", true)).HasUnlistedGroups.ShouldBeTrue();
    }

    [Theory]
    [InlineData("")]
    [InlineData("line\nbreak")]
    [InlineData("escape\u001b[31m")]
    [InlineData("next\u0085line")]
    [InlineData("separator\u2028")]
    [InlineData("override\u202e")]
    [InlineData("half\ud800")]
    public async Task Caller_ShouldBeRefused_WhenItsIdCannotBePrinted(string id)
    {
        await using var stage = await TokenStage.StartAsync();
        var token = stage.Provider.CreateToken();

        var text = TestToken.Sign(
            $$"""{"alg":"RS256","kid":"{{stage.Provider.Keys.Current.Id}}"}""",
            token.Claims.ToJsonString().Replace(stage.Provider.Application.ObjectId, Escape(id), StringComparison.Ordinal),
            stage.Provider.Keys.Current);

        (await stage.RefuseAsync(text)).ShouldContain("claim");
    }

    [Fact]
    public async Task Caller_ShouldBeRefused_WhenTheTokenNamesNobody()
    {
        await using var stage = await TokenStage.StartAsync();

        (await stage.RefuseAsync(stage.Token("oid", null))).ShouldBe("The token is not taken: it names nobody: it has no claim oid.");
        (await stage.RefuseAsync(stage.Token("oid", 42))).ShouldContain("no claim oid");
        (await stage.RefuseAsync(stage.Token("oid", new string('a', 257)))).ShouldContain("longer than 256");
    }

    private static string Escape(string text) => string.Concat(text.Select(character => $"\\u{(int)character:x4}"));
}
