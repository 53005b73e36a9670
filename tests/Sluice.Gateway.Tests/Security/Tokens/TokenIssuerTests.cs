// SPDX-License-Identifier: Apache-2.0

using Sluice.Gateway.Security.Tokens;

namespace Sluice.Gateway.Tests.Security.Tokens;

public sealed class TokenIssuerTests
{
    private const string Tenant = "72f988bf-86f1-41af-91ab-2d7cd011db47";

    [Theory]
    [InlineData("https://login.microsoftonline.com", "https://sts.windows.net", "https://login.microsoftonline.com")]
    [InlineData("https://login.microsoftonline.com/", "https://sts.windows.net", "https://login.microsoftonline.com")]
    [InlineData("https://LOGIN.microsoftonline.us", "https://sts.windows.net", "https://login.microsoftonline.us")]
    [InlineData("https://login.partner.microsoftonline.cn", "https://sts.chinacloudapi.cn", "https://login.partner.microsoftonline.cn")]
    [InlineData("https://login.chinacloudapi.cn", "https://sts.chinacloudapi.cn", "https://login.partner.microsoftonline.cn")]
    public void Tenant_ShouldHaveTwoIssuers_OfItsCloud(string instance, string first, string second)
    {
        var options = new TokenOptions { Entra = { TenantId = Tenant.ToUpperInvariant(), Instance = instance } };
        var host = instance.TrimEnd('/').ToLowerInvariant();

        var issuers = TokenIssuer.Of(options).ToArray();

        issuers.Select(issuer => issuer.Name).ShouldBe([$"{first}/{Tenant}/", $"{second}/{Tenant}/v2.0"]);
        issuers.Select(issuer => issuer.MetadataAddress.ToString()).ShouldBe(
            [$"{host}/{Tenant}/.well-known/openid-configuration", $"{host}/{Tenant}/v2.0/.well-known/openid-configuration"]);
        issuers.ShouldAllBe(issuer => issuer.Audiences.Single() == "https://hib.azurehdinsight.net" && issuer.Claims.IsEntra);
    }

    [Theory]
    [InlineData("https://keycloak.example/realms/kafka", null, "https://keycloak.example/realms/kafka/.well-known/openid-configuration")]
    [InlineData("https://tenant.auth0.example/", null, "https://tenant.auth0.example/.well-known/openid-configuration")]
    [InlineData("https://one.example", "https://two.example/keys", "https://two.example/keys")]
    public void Issuer_ShouldHaveItsMetadata_WhereTheStandardOrTheSettingSays(string issuer, string? metadata, string expected)
    {
        var options = new TokenOptions { Issuers = { new() { Issuer = issuer, MetadataAddress = metadata, Audience = "a;b" } } };

        var only = TokenIssuer.Of(options).ShouldHaveSingleItem();

        only.Name.ShouldBe(issuer, "tokens name it with its slash, or without");
        only.MetadataAddress.ToString().ShouldBe(expected);
        only.Audiences.ShouldBe(["a", "b"]);
    }
}
