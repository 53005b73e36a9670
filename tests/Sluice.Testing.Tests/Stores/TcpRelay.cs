// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Sluice.Testing.Tests.Stores;

/// <summary>Stands between a store and its server, and can hold what passes or cut the line.</summary>
internal sealed class TcpRelay : IAsyncDisposable
{
    private readonly IPEndPoint _server;
    private readonly ConcurrentBag<Socket> _open = [];
    private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TcpListener _listener = new(IPAddress.Loopback, 0);
    private Task _loop;

    public TcpRelay(string server)
    {
        var url = new Uri(server);
        _server = new IPEndPoint(IPAddress.Parse(url.Host), url.Port);
        _gate.SetResult();
        _listener.Start();
        Address = $"{url.Scheme}://{_listener.LocalEndpoint}";
        _loop = AcceptAsync(_listener);
    }

    public string Address { get; }

    /// <summary>Ends when something came while the line was held.</summary>
    public Task Held => _held.Task;

    /// <summary>From now on nothing passes, as with a server that is stopped but not gone.</summary>
    public void Hold() => _gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release() => _gate.TrySetResult();

    /// <summary>Closes every connection and refuses new ones.</summary>
    public async Task CutAsync()
    {
        _listener.Stop();
        await _loop;
        while (_open.TryTake(out var socket))
        {
            socket.Dispose();
        }
    }

    public void Restore()
    {
        _listener = new TcpListener((IPEndPoint)IPEndPoint.Parse(new Uri(Address).Authority));
        _listener.Start();
        _loop = AcceptAsync(_listener);
    }

    public async ValueTask DisposeAsync()
    {
        Release();
        await CutAsync();
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptSocketAsync();
                var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
                _open.Add(client);
                _open.Add(server);
                await server.ConnectAsync(_server);
                _ = PumpAsync(client, server);
                _ = PumpAsync(server, client);
            }
        }
        catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Cut.
        }
    }

    private async Task PumpAsync(Socket from, Socket to)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            for (int read; (read = await from.ReceiveAsync(buffer)) > 0;)
            {
                if (!_gate.Task.IsCompleted)
                {
                    _held.TrySetResult();
                }

                await _gate.Task;
                await to.SendAsync(buffer.AsMemory(0, read));
            }
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            // Cut, or the other side went.
        }
        finally
        {
            from.Dispose();
            to.Dispose();
        }
    }
}
