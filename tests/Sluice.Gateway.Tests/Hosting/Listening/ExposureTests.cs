// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Logging;
using Sluice.Gateway.Hosting;
using Sluice.Gateway.Hosting.Listening;
using Sluice.Gateway.Tests.Security.Tls;

namespace Sluice.Gateway.Tests.Hosting.Listening;

public sealed class ExposureTests
{
    private const string Loopback = "http://127.0.0.1:1;https://[::1]:2;http://localhost:3";

    [Theory]
    [InlineData(Loopback, false, false, false, "")]
    [InlineData(Loopback, true, false, false, "")]
    [InlineData("https://0.0.0.0:1", true, false, false, "")]
    [InlineData("https://0.0.0.0:1;http://127.0.0.1:2", true, false, false, "")]
    [InlineData("https://0.0.0.0:1", false, false, false, "auth")]
    [InlineData("https://0.0.0.0:1", false, true, false, "auth")]
    [InlineData("https://0.0.0.0:1", false, false, true, "")]
    [InlineData("http://0.0.0.0:1", true, false, false, "tls")]
    [InlineData("http://0.0.0.0:1", true, false, true, "tls")]
    [InlineData("http://0.0.0.0:1", true, true, false, "")]
    [InlineData("http://0.0.0.0:1", false, false, false, "tls auth")]
    [InlineData("http://*:1", false, true, false, "auth")]
    [InlineData("http://[::]:1", false, false, true, "tls")]
    [InlineData("http://192.168.0.1:1", false, true, true, "")]
    [InlineData("https://0.0.0.0:1;http://10.0.0.1:2", true, false, false, "tls")]
    public void Server_ShouldOnlyBeOpenWithoutAGuard_WhenItIsToldSo(string url, bool asks, bool noTls, bool noAuth, string refused)
    {
        var faults = new List<string>();
        var addresses = AddressList.Read(faults, "Gateway:Url", url, isNeeded: true);
        faults.ShouldBeEmpty();

        var found = Exposure.Of(addresses, new GatewayOptions { InsecureNoTls = noTls, InsecureNoAuth = noAuth }, asks).Faults;

        found.Count.ShouldBe(refused.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length);
        found.Any(fault => fault.Contains("--insecure-no-tls (Gateway:InsecureNoTls)", StringComparison.Ordinal)).ShouldBe(refused.Contains("tls", StringComparison.Ordinal));
        found.Any(fault => fault.Contains("--insecure-no-auth (Gateway:InsecureNoAuth)", StringComparison.Ordinal)).ShouldBe(refused.Contains("auth", StringComparison.Ordinal));
        found.ShouldAllBe(fault => fault.Contains("listen on loopback", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_ShouldWarnOfEverythingThatIsOpen()
    {
        await using var gateway = await TlsGateway.StartAsync(new()
        {
            ["Gateway:Url"] = "http://0.0.0.0:0;http://127.0.0.1:0",
            ["Gateway:InsecureNoTls"] = "true",
            ["Gateway:InsecureNoAuth"] = "true",
            ["Management:Url"] = "http://0.0.0.0:0",
        });

        var told = gateway.LogOf("StartBanner");

        told.Count(entry => entry.Level == LogLevel.Warning).ShouldBe(3);
        told.Single(entry => entry.Id.Id == 103).Message.ShouldStartWith("INSECURE: http://0.0.0.0:0 can be reached by others and has no TLS");
        told.Single(entry => entry.Id.Id == 104).Message.ShouldContain("asks nobody who they are");
        told.Single(entry => entry.Id.Id == 105).Message.ShouldContain("The management address http://0.0.0.0:0");
    }
}
