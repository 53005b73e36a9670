// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Options;

namespace Sluice.Gateway.Tests.Security.Tokens;

/// <summary>What a gateway does not start with.</summary>
public sealed class TokenOptionsValidatorTests
{
    private const string Tenant = "72f988bf-86f1-41af-91ab-2d7cd011db47";

    [Theory]
    [InlineData("Entra:TenantId", "contoso.onmicrosoft.com", "give the tenant's id, a GUID")]
    [InlineData("Entra:TenantId", "common", "only one may come in")]
    [InlineData("Entra:Instance", "http://login.microsoftonline.com", "give the cloud's sign-in host such as https://login.microsoftonline.com")]
    [InlineData("Entra:Instance", "https://login.microsoftonline.com/tenant", "give the cloud's sign-in host")]
    [InlineData("Entra:Instance", "login.microsoftonline.com", "give the cloud's sign-in host")]
    [InlineData("Entra:Audience", " ; ", "a token for any other service would be taken")]
    [InlineData("Entra:AuthorityFile", "/no/such/file.pem", "which cannot be read")]
    [InlineData("Issuers:0:Issuer", "http://keycloak.example", "give the https URL")]
    [InlineData("Issuers:0:MetadataAddress", "http://keycloak.example/metadata", "keys are read over https alone")]
    [InlineData("Issuers:0:Audience", "", "Give the audience of this gateway")]
    [InlineData("Issuers:0:IdClaim", "", "give the name of a claim")]
    [InlineData("Issuers:0:RolesClaim", " ", "give the name of a claim")]
    [InlineData("ClockSkew", "00:05:01", "give a value from 00:00:00 to 00:05:00")]
    [InlineData("KeyMaxAge", "00:00:59", "give a value from 00:01:00 to 1.00:00:00")]
    [InlineData("KeyOutage", "00:59:59", "give a value from 01:00:00 to 7.00:00:00")]
    [InlineData("KeyRetryInterval", "00:00:00.5", "give a value from 00:00:01 to 00:10:00")]
    public async Task Setting_ShouldBeRefused_ByItsName_WithWhatToDo(string setting, string value, string advice)
    {
        var fault = await RefuseAsync(new()
        {
            ["Security:Tokens:Entra:TenantId"] = Tenant,
            ["Security:Tokens:Issuers:0:Issuer"] = "https://keycloak.example/realms/kafka",
            ["Security:Tokens:Issuers:0:Audience"] = "kafka",
            ["Security:Groups:Allowed:0"] = "2f0b6b4a-95d3-4bd0-9c1e-7d1c1d3f2a10",
            [$"Security:Tokens:{setting}"] = value,
        });

        fault.ShouldStartWith($"Security:Tokens:{setting} is ");
        fault.ShouldContain(advice);
    }

    [Fact]
    public async Task Tokens_ShouldBeRefused_WhenNothingSaysWhoMayComeIn()
    {
        var fault = await RefuseAsync(new() { ["Security:Tokens:Entra:TenantId"] = Tenant });

        fault.ShouldContain("neither Security:Groups:Allowed nor Security:Policies:Rules says who may come in");
        fault.ShouldContain("Give the object id of a group as Security:Groups:Allowed:0");
    }

    [Fact]
    public async Task Tenant_ShouldNotBeForgotten() =>
        (await RefuseAsync(new() { ["Security:Tokens:Entra:Audience"] = "api://kafka" })).ShouldStartWith("Security:Tokens:Entra:TenantId is missing");

    [Fact]
    public async Task Issuer_ShouldBeRefused_WhenItComesTwice() => (await RefuseAsync(new()
    {
        ["Security:Tokens:Entra:TenantId"] = Tenant,
        ["Security:Tokens:Issuers:0:Issuer"] = $"https://sts.windows.net/{Tenant}/",
        ["Security:Tokens:Issuers:0:Audience"] = "kafka",
        ["Security:Groups:Allowed:0"] = "2f0b6b4a-95d3-4bd0-9c1e-7d1c1d3f2a10",
    })).ShouldContain($"names the issuer https://sts.windows.net/{Tenant}/ more than once");

    [Fact]
    public async Task AuthorityFile_ShouldHaveACertificate()
    {
        var file = Path.GetTempFileName();
        (await RefuseAsync(new() { ["Security:Tokens:Entra:TenantId"] = Tenant, ["Security:Tokens:Entra:AuthorityFile"] = file }))
            .ShouldContain("has no certificate in it");
        File.Delete(file);
    }

    private static async Task<string> RefuseAsync(Dictionary<string, string?> settings) =>
        (await Should.ThrowAsync<OptionsValidationException>(() => StartAsync(settings))).Message;

    private static async Task StartAsync(Dictionary<string, string?> settings)
    {
        settings["Gateway:Url"] = "http://127.0.0.1:0";
        await using var app = GatewayApplication.Build(settings);
        await app.StartAsync(TestContext.Current.CancellationToken);
    }
}
