// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Options;

namespace Sluice.Gateway.Tests.Security.Groups;

public sealed class GroupOptionsValidatorTests
{
    [Theory]
    [InlineData("Security:Groups:MemberMaxAge", "02:00:00", "Security:Groups:MemberMaxAge is 02:00:00")]
    [InlineData("Security:Groups:MaxCachedCallers", "1", "Security:Groups:MaxCachedCallers is 1")]
    [InlineData("Security:Groups:Graph:Timeout", "00:00:09", "Security:Groups:Graph:Timeout is 00:00:09")]
    [InlineData("Security:Groups:Graph:Url", "http://graph.microsoft.com", "Security:Groups:Graph:Url is \"http://graph.microsoft.com\": give an https")]
    [InlineData("Security:Groups:Graph:Instance", "login", "Security:Groups:Graph:Instance is \"login\"")]
    [InlineData("Security:Groups:Graph:ClientSecret", "x", "Security:Groups:Graph:ClientId is missing")]
    [InlineData("Security:Groups:Graph:ClientId", "x", "Security:Groups:Graph has 0 credentials")]
    [InlineData("Security:Groups:Graph:CertificateFile", "nowhere.pem", "Security:Groups:Graph:CertificateFile is \"nowhere.pem\", which cannot be used")]
    [InlineData("Security:Groups:Graph:AuthorityFile", "nowhere.pem", "Security:Groups:Graph:AuthorityFile is \"nowhere.pem\", which cannot be used")]
    [InlineData("Security:Policies:Rules:0:Operations:0", "raed", "did you mean \"read\"?")]
    public void WrongSetting_ShouldEndTheStart_ByItsFullName(string setting, string value, string expected) => Fault(new() { [setting] = value }).ShouldContain(expected);

    [Fact]
    public void TwoCredentials_ShouldBeRefused()
    {
        var fault = Fault(new()
        {
            ["Security:Groups:Graph:ClientId"] = "x",
            ["Security:Groups:Graph:ClientSecret"] = "hidden-value",
            ["Security:Groups:Graph:ManagedIdentity"] = "true",
        });

        fault.ShouldContain("has 2 credentials");
        fault.ShouldNotContain("hidden-value");
    }

    private static string Fault(Dictionary<string, string?> settings) =>
        Should.Throw<OptionsValidationException>(() => Build(settings)).Message;

    private static void Build(Dictionary<string, string?> settings) =>
        GatewayApplication.Build(new Dictionary<string, string?>(settings) { ["Gateway:Url"] = "http://127.0.0.1:0" });
}
