// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sluice.Gateway.Tests.Security.Tls;

namespace Sluice.Gateway.Tests.Hosting.Listening;

public sealed class ListenersTests : IDisposable
{
    private readonly TestCertificates _certificates = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _certificates.Dispose();

    [Fact]
    public async Task Server_ShouldListenOnEveryAddress_WithAndWithoutTls()
    {
        _certificates.Write(_certificates.Issue());
        await using var gateway = await TlsGateway.StartAsync(new(TlsGateway.SettingsOf(_certificates))
        {
            ["Gateway:Url"] = "https://127.0.0.1:0; https://0.0.0.0:0; http://127.0.0.1:0; https://[::1]:0",
            ["Gateway:InsecureNoAuth"] = "true",
            ["Management:Url"] = "http://127.0.0.1:0;https://127.0.0.1:0",
        });

        gateway.Addresses.Select(address => address.Scheme).ShouldBe(["https", "https", "http", "https", "http", "https"]);
        gateway.Addresses.Select(address => address.Port).Distinct().Count().ShouldBe(6);
        foreach (var address in gateway.Addresses.Where(address => address.HostNameType == UriHostNameType.IPv4))
        {
            using var client = gateway.CreateClient(_certificates, address: address);
            var path = gateway.Addresses.Take(4).Contains(address) ? "errors" : "health/live";
            (await client.GetAsync(path, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK, address.ToString());
        }
    }

    [Theory]
    [InlineData("urls", "http://127.0.0.1:0")]
    [InlineData("http_ports", "9")]
    public async Task Server_ShouldNotWarnOfItself_WhenTheFrameworksSettingIsThere(string setting, string value)
    {
        await using var gateway = await TlsGateway.StartAsync(
            new() { ["Gateway:Url"] = setting == "urls" ? null : "http://127.0.0.1:0", [setting] = value });

        var address = gateway.Addresses.ShouldHaveSingleItem();
        address.Host.ShouldBe("127.0.0.1");
        address.Port.ShouldNotBe(9400, "the setting is not passed over for the default");
        gateway.LogOf("").Where(entry => entry.Level >= LogLevel.Warning).ShouldBeEmpty();
    }

    [Fact]
    public async Task Start_ShouldNameTheAddress_WhenItsPortIsInUse()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        var failure = await Should.ThrowAsync<IOException>(
            () => TlsGateway.StartAsync(new() { ["Gateway:Url"] = $"http://127.0.0.1:0;http://{other.LocalEndpoint}" }));

        failure.Message.ShouldContain(other.LocalEndpoint.ToString()!);
    }

    [Fact]
    public void Build_ShouldRefuse_WhenAddressesCollide()
    {
        var settings = new Dictionary<string, string?> { ["Gateway:Url"] = "http://127.0.0.1:9400", ["Management:Url"] = "http://localhost:9400" };

        Should.Throw<OptionsValidationException>(() => GatewayApplication.Build(settings)).Message.ShouldBe(
            "Management:Url has \"http://localhost:9400\", and Gateway:Url has \"http://127.0.0.1:9400\", which is the same port of the same address: "
            + "leave one out, or give it another port.");
    }
}
