// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Net.Sockets;

namespace Sluice.EndToEnd.Tests.Gateways;

/// <summary>A plain balancer of connections: each goes to the next of the servers, in turn, and its bytes are passed on as they are.</summary>
internal sealed class RoundRobinBalancer : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Uri[] _servers;
    private readonly int[] _connections;
    private readonly Task _accepting;

    public RoundRobinBalancer(params IReadOnlyList<Uri> servers)
    {
        _servers = [.. servers];
        _connections = new int[_servers.Length];
        _listener.Start();
        Address = new Uri($"http://{_listener.LocalEndpoint}");
        _accepting = AcceptAsync();
    }

    public Uri Address { get; }

    /// <summary>How many connections each server got.</summary>
    public IReadOnlyList<int> Connections => _connections;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        for (var next = 0; ; next = (next + 1) % _servers.Length)
        {
            var client = await _listener.AcceptSocketAsync(_stop.Token);
            _connections[next]++;
            _ = RelayAsync(client, _servers[next]).ContinueWith(
                relay => relay.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        }
    }

    // An end that fails ends the other one too, as the client sees it then.
    private async Task RelayAsync(Socket accepted, Uri address)
    {
        using var client = accepted;
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.NoDelay = true;
        await server.ConnectAsync(IPAddress.Parse(address.Host), address.Port, _stop.Token);
        await Task.WhenAll(PassAsync(client, server), PassAsync(server, client));
    }

    private async Task PassAsync(Socket from, Socket to)
    {
        var buffer = new byte[16 * 1024];
        while (await from.ReceiveAsync(buffer, _stop.Token) is > 0 and var count)
        {
            for (var sent = 0; sent < count;)
            {
                sent += await to.SendAsync(buffer.AsMemory(sent, count - sent), _stop.Token);
            }
        }

        to.Shutdown(SocketShutdown.Send);
    }
}
