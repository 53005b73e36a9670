// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Net.Sockets;

namespace Sluice.Testing.Faults;

/// <summary>Listens where services look for a server, passes everything on, and can make that server unreachable. Thread-safe.</summary>
internal sealed class TcpRelay : IAsyncDisposable
{
    private readonly DnsEndPoint _server;
    private readonly IPEndPoint _address;
    private readonly Lock _lock = new();
    private readonly HashSet<Socket> _open = [];
    private TcpListener? _listener;
    private Task _accepting = Task.CompletedTask;

    private TcpRelay(IPEndPoint address, DnsEndPoint server) => (_address, _server) = (address, server);

    /// <summary>Begins to listen.</summary>
    /// <param name="address">Where: <c>127.0.0.1:27018</c>.</param>
    /// <param name="server">The server's address as a URL; with several hosts, the first.</param>
    /// <exception cref="FormatException">One of the two is no such address.</exception>
    /// <exception cref="SocketException">The address is taken.</exception>
    public static TcpRelay Start(string address, string server)
    {
        var from = IPEndPoint.TryParse(address, out var parsed) && parsed.Port > 0
            ? parsed : throw new FormatException($"\"relay\" is an address such as 127.0.0.1:27018, not \"{address}\".");
        var authority = server[(server.IndexOf("://", StringComparison.Ordinal) + 3)..].Split('/', '?')[0].Split('@')[^1].Split(',')[0];
        if (!server.Contains("://", StringComparison.Ordinal) || !Uri.TryCreate("tcp://" + authority, UriKind.Absolute, out var uri) || uri.Port <= 0)
        {
            throw new FormatException("\"relay\" stands before a server with a host and a port, which this connection does not name.");
        }

        var relay = new TcpRelay(from, new DnsEndPoint(uri.Host, uri.Port));
        relay.Restore();
        return relay;
    }

    /// <summary>Closes every connection and refuses new ones.</summary>
    public async Task CutAsync()
    {
        Socket[] open;
        lock (_lock)
        {
            _listener?.Stop();
            _listener = null;
            open = [.. _open];
            _open.Clear();
        }

        Array.ForEach(open, socket => socket.Dispose());
        await _accepting.ConfigureAwait(false);
    }

    /// <summary>Lets connections through again.</summary>
    public void Restore()
    {
        lock (_lock)
        {
            if (_listener is null)
            {
                _listener = new TcpListener(_address);
                _listener.Start();
                _accepting = AcceptAsync(_listener);
            }
        }
    }

    public async ValueTask DisposeAsync() => await CutAsync().ConfigureAwait(false);

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await listener.AcceptSocketAsync().ConfigureAwait(false));
            }
        }
        catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Cut.
        }
    }

    private async Task ServeAsync(Socket client)
    {
        var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            lock (_lock)
            {
                ObjectDisposedException.ThrowIf(_listener is null, this);
                _open.Add(client);
                _open.Add(server);
            }

            await server.ConnectAsync(_server).ConfigureAwait(false);
            await Task.WhenAny(PumpAsync(client, server), PumpAsync(server, client)).ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // The server is not there: the client finds its connection closed, as it would without the relay.
        }
        finally
        {
            lock (_lock)
            {
                _open.Remove(client);
                _open.Remove(server);
            }

            client.Dispose();
            server.Dispose();
        }
    }

    private static async Task PumpAsync(Socket from, Socket to)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            for (int read; (read = await from.ReceiveAsync(buffer).ConfigureAwait(false)) > 0;)
            {
                await to.SendAsync(buffer.AsMemory(0, read)).ConfigureAwait(false);
            }
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            // Cut, or one side went.
        }
    }
}
