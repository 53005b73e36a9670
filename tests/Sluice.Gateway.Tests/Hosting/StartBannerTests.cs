// SPDX-License-Identifier: Apache-2.0

using Sluice.Gateway.Tests.Security.Tls;

namespace Sluice.Gateway.Tests.Hosting;

public sealed class StartBannerTests
{
    [Fact]
    public async Task Banner_ShouldSayWhatIsOn()
    {
        using var certificates = new TestCertificates();
        using var certificate = certificates.Write(certificates.Issue("CN=gateway.example"));
        await using var gateway = await TlsGateway.StartAsync(new(TlsGateway.SettingsOf(certificates))
        {
            ["Gateway:Url"] = "https://0.0.0.0:0;https://127.0.0.1:0",
            ["Management:Url"] = "http://127.0.0.1:0",
            ["Security:Tokens:Entra:TenantId"] = "8a5d4f1e-2f0c-4c57-9d4e-3d3a1c1f0a11",
            ["Security:Groups:Allowed:0"] = "11111111-1111-1111-1111-111111111111",
            ["Tls:ClientCertificates:Mode"] = "optional",
            ["Tls:ClientCertificates:Authorities"] = certificates.PathOf("ca.crt"),
            ["Tls:ClientCertificates:Principals:0:Subject"] = "CN=a",
            ["Tls:ClientCertificates:Principals:0:Name"] = "a",
        });

        var lines = gateway.LogOf("StartBanner").ShouldHaveSingleItem().Message.Split('\n');

        lines.ShouldContain($"  address       https://0.0.0.0:{gateway.Addresses[0].Port}, https://127.0.0.1:{gateway.Addresses[1].Port}  (API reference: /docs)");
        lines.ShouldContain($"  management    http://127.0.0.1:{gateway.Addresses[2].Port}");
        lines.ShouldContain(line => line.StartsWith("  TLS           CN=gateway.example, valid until ", StringComparison.Ordinal));
        lines.ShouldContain("  tokens        needed, of 8a5d4f1e-2f0c-4c57-9d4e-3d3a1c1f0a11");
        lines.ShouldContain("  client certs  optional, 1 known");
        lines.ShouldContain("  groups        1 may come in");
        lines.ShouldContain("  topic rules   none: who comes in may do everything");
        lines.ShouldNotContain(line => line.StartsWith("  reach", StringComparison.Ordinal));
    }
}
