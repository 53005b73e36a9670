// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sluice.Testing.Tests.Http;

/// <summary>Reads one request a connection, keeps it, and answers with bytes that a test has in mind, be they HTTP or not.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<Socket> _open = [];
    private readonly Task _loop;

    /// <param name="answer">The answer to a request; null for none at all.</param>
    public RawServer(Func<string, byte[]?> answer)
    {
        _listener.Start();
        _loop = AcceptAsync(answer);
    }

    public RawServer(string answer)
        : this(_ => Encoding.UTF8.GetBytes(answer))
    {
    }

    public IPEndPoint EndPoint => (IPEndPoint)_listener.LocalEndpoint;

    public string Address => $"http://{EndPoint}";

    public List<string> Requests { get; } = [];

    public static string Answer(string status, string body, string headers = "") =>
        $"HTTP/1.1 {status}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n{headers}\r\n{body}";

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        _open.ForEach(socket => socket.Dispose());
        await _loop;
    }

    private async Task AcceptAsync(Func<string, byte[]?> answer)
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync();
                _open.Add(socket);
                var request = await ReadAsync(socket);
                Requests.Add(request);
                if (answer(request) is { } bytes)
                {
                    await socket.SendAsync(bytes);
                    socket.Shutdown(SocketShutdown.Send);
                }
            }
        }
        catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The test is over.
        }
    }

    private static async Task<string> ReadAsync(Socket socket)
    {
        var text = new StringBuilder();
        var buffer = new byte[64 * 1024];
        for (int read; !IsWhole(text.ToString()) && (read = await socket.ReceiveAsync(buffer)) > 0;)
        {
            text.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }

        return text.ToString();
    }

    private static bool IsWhole(string request)
    {
        var end = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var length = request.Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length: ", StringComparison.Ordinal))?[16..] ?? "0";
        return end >= 0 && Encoding.UTF8.GetByteCount(request[(end + 4)..]) >= int.Parse(length, System.Globalization.CultureInfo.InvariantCulture);
    }
}
