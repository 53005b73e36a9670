// SPDX-License-Identifier: Apache-2.0

using Sluice.Gateway.Security.Tokens;
using Sluice.TestIdentity;

namespace Sluice.Gateway.Tests.Security.Tokens;

/// <summary>Tokens of other OpenID providers. The second version of the test provider's metadata stands for any of them.</summary>
public sealed class OtherIssuerTests
{
    [Fact]
    public async Task Token_ShouldNameItsCaller_AsKeycloakDoes()
    {
        await using var stage = await StartAsync(issuer => issuer.RolesClaim = "realm_access.roles");
        var token = Token(stage.Provider);
        token.Claims["realm_access"] = System.Text.Json.Nodes.JsonNode.Parse("""{"roles":["reader","writer"]}""");
        token.Claims["groups"] = new System.Text.Json.Nodes.JsonArray("/kafka", "/ops");

        var caller = await stage.CheckAsync(token.Sign(stage.Provider.Keys.Current));

        caller.Id.ShouldBe($"sub:alice@{stage.Provider.Issuer(2)["https://".Length..]}");
        caller.ObjectId.ShouldBeNull("only Entra's object ids are object ids");
        caller.ApplicationId.ShouldBe("orders-app");
        caller.Roles.ShouldBe(["reader", "writer"], ignoreOrder: true);
        caller.Groups.ShouldBe(["/kafka", "/ops"], ignoreOrder: true);
        caller.HasUnlistedGroups.ShouldBeFalse();
    }

    [Fact]
    public async Task Token_ShouldNameItsCaller_AsAuth0Does()
    {
        await using var stage = await StartAsync(issuer => issuer.RolesClaim = "https://orders.example/roles");
        var token = Token(stage.Provider);
        token.Claims["https://orders.example/roles"] = "reader";
        token.Claims.Remove("azp");
        token.Claims["client_id"] = "other-app";
        token.Header["typ"] = "at+jwt";

        var caller = await stage.CheckAsync(token.Sign(stage.Provider.Keys.Current));

        caller.Roles.ShouldBe(["reader"]);
        caller.ApplicationId.ShouldBe("other-app");
        caller.Groups.ShouldBeEmpty();
        caller.HasUnlistedGroups.ShouldBeFalse("there is no directory to ask");
    }

    [Fact]
    public async Task Token_ShouldBeRefused_WhenAnotherIssuersKeySignedIt()
    {
        await using var other = await TestIdentityProvider.StartAsync(TestContext.Current.CancellationToken);

        // One that no other provider has.
        other.Keys.Rotate();
        await using var stage = await TokenStage.StartAsync((options, _) => options.Issuers.Add(Options(other)));
        await stage.CheckAsync(stage.Provider.Issue());
        await stage.CheckAsync(Token(other).Sign(other.Keys.Current));

        // Each in the name of the other, with a key that the gateway knows.
        var ofEntra = stage.Provider.CreateToken().Sign(other.Keys.Current);
        var ofOther = Token(other).Sign(stage.Provider.Keys.Current);
        stage.Time.Advance(TimeSpan.FromSeconds(10));

        (await stage.RefuseAsync(ofEntra)).ShouldContain("none of its issuer's");
        (await stage.RefuseAsync(ofOther)).ShouldContain("none of its issuer's");
        ofEntra = stage.Provider.CreateToken().WithKeyId(stage.Provider.Keys.Current).Sign(other.Keys.Current);
        (await stage.RefuseAsync(ofEntra)).ShouldContain("signature is wrong");
    }

    [Fact]
    public async Task Token_ShouldBeRefused_WhenItsAudienceIsThatOfAnotherIssuer()
    {
        await using var other = await TestIdentityProvider.StartAsync(TestContext.Current.CancellationToken);
        await using var stage = await TokenStage.StartAsync((options, _) => options.Issuers.Add(Options(other)));
        var token = Token(other);
        token.Claims["aud"] = TestIdentityProvider.DefaultAudience;

        (await stage.RefuseAsync(token.Sign(other.Keys.Current))).ShouldContain("ask for one for api://kafka");
    }

    private static Task<TokenStage> StartAsync(Action<IssuerOptions> change) => TokenStage.StartAsync((options, provider) =>
    {
        var issuer = Options(provider);
        change(issuer);
        options.Entra.TenantId = null;
        options.Issuers.Add(issuer);
    });

    private static IssuerOptions Options(TestIdentityProvider provider) =>
        new() { Issuer = provider.Issuer(2), Audience = "api://kafka", AuthorityFile = provider.AuthorityFile };

    private static TestToken Token(TestIdentityProvider provider)
    {
        var token = provider.CreateToken(audience: "api://kafka", version: 2);
        token.Claims["sub"] = "alice";
        token.Claims["azp"] = "orders-app";
        token.Claims.Remove("oid");
        return token;
    }
}
