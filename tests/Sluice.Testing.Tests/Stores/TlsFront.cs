// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Sluice.Testing.Tests.Stores;

/// <summary>Speaks TLS in front of a server that does not.</summary>
internal sealed class TlsFront : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _loop;

    public TlsFront(X509Certificate2 certificate, IPEndPoint server)
    {
        _listener.Start();
        _loop = AcceptAsync(certificate, server);
    }

    public string Authority => _listener.LocalEndpoint.ToString()!;

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _loop;
    }

    private async Task AcceptAsync(X509Certificate2 certificate, IPEndPoint server)
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(), certificate, server);
            }
        }
        catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The test is over.
        }
    }

    private static async Task ServeAsync(TcpClient client, X509Certificate2 certificate, IPEndPoint server)
    {
        try
        {
            using (client)
            await using (var tls = new SslStream(client.GetStream()))
            {
                await tls.AuthenticateAsServerAsync(certificate);
                using var behind = new TcpClient();
                await behind.ConnectAsync(server);
                await Task.WhenAny(tls.CopyToAsync(behind.GetStream()), behind.GetStream().CopyToAsync(tls));
            }
        }
        catch (Exception refused) when (refused is IOException or SocketException or AuthenticationException)
        {
            // The client does not trust us, or went.
        }
    }
}
