// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Options;

namespace Sluice.Gateway.Tests.Security.Tls;

public sealed class TlsOptionsValidatorTests
{
    [Theory]
    [InlineData("Tls:Certificate=a;Tls:Directory=b", "Tls:Certificate and Tls:Directory are both given")]
    [InlineData("Tls:Key=a;Tls:Directory=b", "Tls:Key is given without Tls:Certificate")]
    [InlineData("Tls:Directory=b;Tls:Password=stdin", "Tls:Password is \"stdin\"")]
    [InlineData("Tls:Directory=b;Tls:ReloadInterval=0", "Tls:ReloadInterval is 00:00:00: give a value from 00:00:01 to 01:00:00.")]
    [InlineData("Tls:ClientCertificates:Mode=optional", "Tls:ClientCertificates:Authorities is not given")]
    [InlineData("Tls:ClientCertificates:Mode=7", "Tls:ClientCertificates:Mode is 7")]
    [InlineData("Tls:ClientCertificates:Principals:0:Name=a", "Tls:ClientCertificates:Mode is none")]
    [InlineData("Tls:ClientCertificates:Principals:0:Name=a;Tls:ClientCertificates:Mode=optional", "Principals:0 needs one of Subject")]
    [InlineData("Tls:ClientCertificates:Principals:0:Subject=CN=a;Tls:ClientCertificates:Mode=optional", "Principals:0 needs a Name")]
    [InlineData(
        "Tls:ClientCertificates:Principals:0:Subject=orders;Tls:ClientCertificates:Principals:0:Name=a;Tls:ClientCertificates:Mode=optional",
        "Principals:0 has the Subject \"orders\"")]
    [InlineData(
        "Tls:ClientCertificates:Principals:0:SubjectAlternativeName=a.b;Tls:ClientCertificates:Principals:0:Name=a;Tls:ClientCertificates:Mode=optional",
        "Principals:0 has the SubjectAlternativeName \"a.b\" without its kind")]
    [InlineData(
        "Tls:ClientCertificates:Principals:0:Thumbprint=ab;Tls:ClientCertificates:Principals:0:Name=a;Tls:ClientCertificates:Mode=optional",
        "Principals:0 has a Thumbprint that is no SHA-256")]
    [InlineData("Gateway:Url=https://127.0.0.1:0", "Gateway:Url has https://127.0.0.1:0, and there is no certificate")]
    [InlineData("Management:Url=https://127.0.0.1:0", "Management:Url has https://127.0.0.1:0, and there is no certificate")]
    [InlineData("Gateway:Url=http://127.0.0.1:0;Tls:Directory=a", "no address speaks TLS")]
    public void Setting_ShouldBeRefused_WithItsNameAndWhatToDo(string settings, string expected)
    {
        var all = settings.Split(';').Select(setting => setting.Split('=', 2)).ToDictionary(pair => pair[0], string? (pair) => pair[1]);

        Should.Throw<OptionsValidationException>(() => GatewayApplication.Build(all)).Message.ShouldContain(expected);
    }

    [Fact]
    public void RequiredCertificates_ShouldBeRefused_WhenNobodyCouldCall()
    {
        var settings = new Dictionary<string, string?>
        {
            ["Tls:Directory"] = "a",
            ["Tls:ClientCertificates:Mode"] = "required",
            ["Tls:ClientCertificates:Authorities"] = "b",
        };

        Should.Throw<OptionsValidationException>(() => GatewayApplication.Build(settings)).Message.ShouldContain("nobody could call");
    }
}
