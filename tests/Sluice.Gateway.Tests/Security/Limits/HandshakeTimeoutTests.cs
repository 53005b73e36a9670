// SPDX-License-Identifier: Apache-2.0

using System.Net.Sockets;
using Sluice.Gateway.Tests.Security.Tls;

namespace Sluice.Gateway.Tests.Security.Limits;

public sealed class HandshakeTimeoutTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Connection_ShouldBeClosed_WhenItsHandshakeDoesNotEnd()
    {
        using var certificates = new TestCertificates();
        certificates.Write(certificates.Issue());
        await using var gateway = await TlsGateway.StartAsync(
            new(TlsGateway.SettingsOf(certificates)) { ["Limits:Connections:HandshakeTimeout"] = "00:00:01" });
        using var client = new TcpClient();
        await client.ConnectAsync(gateway.Address.Host, gateway.Address.Port, TestContext.Current.CancellationToken);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);

        // The first bytes of a handshake, and nothing more.
        await client.GetStream().WriteAsync(new byte[] { 0x16, 0x03, 0x01 }, patience.Token);

        (await client.GetStream().ReadAsync(new byte[100], patience.Token)).ShouldBe(0);
    }
}
