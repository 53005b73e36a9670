// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Sluice.Soak.Gateways;

/// <summary>
/// One client of HTTP/1.1 on one connection, of which it is known what became of every request: no library sends it again on another
/// connection when it got no answer. Not thread-safe.
/// </summary>
internal sealed class WireClient(Uri address) : IDisposable
{
    // Far above every deadline of the gateway, so that a hang shows as a long answer.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private TcpClient? _connection;
    private StreamReader? _reader;

    /// <summary>Sends a request, with a pause in the middle of its body, and reads the answer.</summary>
    public async Task<Answer> SendAsync(string method, string path, string body, TimeSpan pause, CancellationToken cancellationToken)
    {
        var request = $"{method} {path}";
        var clock = Stopwatch.StartNew();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Patience);
        if (!await IsConnectedAsync(deadline.Token))
        {
            return new Answer(request, 0, "no connection", clock.Elapsed) { WasSent = false };
        }

        try
        {
            var stream = _connection!.GetStream();
            var head = $"{request} HTTP/1.1\r\nHost: gateway\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n";
            await stream.WriteAsync(Encoding.ASCII.GetBytes(head + body[..(body.Length / 2)]), deadline.Token);
            if (pause > TimeSpan.Zero)
            {
                await Task.Delay(pause, deadline.Token);
            }

            await stream.WriteAsync(Encoding.ASCII.GetBytes(body[(body.Length / 2)..]), deadline.Token);
            return await ReceiveAsync(request, clock, deadline.Token);
        }
        catch (Exception failure) when (failure is IOException or SocketException)
        {
            Dispose();
            return new Answer(request, 0, failure.Message, clock.Elapsed);
        }
    }

    public void Dispose()
    {
        _reader?.Dispose();
        _connection?.Dispose();
        _connection = null;
    }

    // As good clients do: a connection that the server has closed meanwhile is not used.
    private async Task<bool> IsConnectedAsync(CancellationToken cancellationToken)
    {
        if (_connection is { } open && open.Client.Poll(TimeSpan.Zero, SelectMode.SelectRead))
        {
            Dispose();
        }

        if (_connection is not null)
        {
            return true;
        }

        var connection = new TcpClient { NoDelay = true };
        try
        {
            await connection.ConnectAsync(address.Host, address.Port, cancellationToken);
        }
        catch (SocketException)
        {
            connection.Dispose();
            return false;
        }

        _connection = connection;
        _reader = new StreamReader(connection.GetStream(), Encoding.Latin1);
        return true;
    }

    private async Task<Answer> ReceiveAsync(string request, Stopwatch clock, CancellationToken cancellationToken)
    {
        var status = await _reader!.ReadLineAsync(cancellationToken) ?? throw new IOException("The connection ended without an answer.");
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await _reader.ReadLineAsync(cancellationToken) is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            headers[line[..colon]] = line[(colon + 1)..].Trim();
        }

        var body = await ReadBodyAsync(headers.GetValueOrDefault("Content-Length"), cancellationToken);
        if (headers.GetValueOrDefault("Connection") == "close")
        {
            Dispose();
        }

        return new Answer(request, int.Parse(status.Split(' ')[1], CultureInfo.InvariantCulture), body, clock.Elapsed)
        {
            HasRetryAfter = headers.ContainsKey("Retry-After"),
            NextOffset = headers.TryGetValue("NextOffset", out var next) ? long.Parse(next, CultureInfo.InvariantCulture) : null,
        };
    }

    private async Task<string> ReadBodyAsync(string? length, CancellationToken cancellationToken)
    {
        if (length is not null)
        {
            return await ReadAsync(int.Parse(length, CultureInfo.InvariantCulture), cancellationToken);
        }

        var body = new StringBuilder();
        while (true)
        {
            var size = await _reader!.ReadLineAsync(cancellationToken) ?? throw new IOException("The connection ended within an answer.");
            var count = Convert.ToInt32(size, 16);
            body.Append(await ReadAsync(count, cancellationToken));
            await _reader.ReadLineAsync(cancellationToken);
            if (count == 0)
            {
                return body.ToString();
            }
        }
    }

    private async Task<string> ReadAsync(int count, CancellationToken cancellationToken)
    {
        var characters = new char[count];
        return await _reader!.ReadBlockAsync(characters, cancellationToken) == count
            ? new string(characters)
            : throw new IOException("The connection ended within an answer.");
    }
}
