// SPDX-License-Identifier: Apache-2.0

using System.Net.Sockets;
using System.Text;

namespace Sluice.Gateway.Tests.Hosting.Shutdown;

/// <summary>A connection of HTTP/1.1 of which every byte is seen: no client library opens another one when it is closed.</summary>
internal sealed class WireConnection : IDisposable
{
    private readonly TcpClient _client = new() { NoDelay = true };
    private StreamReader? _reader;

    public static async Task<WireConnection> OpenAsync(Uri address)
    {
        var connection = new WireConnection();
        await connection._client.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
        connection._reader = new StreamReader(connection._client.GetStream(), Encoding.Latin1);
        return connection;
    }

    public static string Get(string path) => $"GET {path} HTTP/1.1\r\nHost: gateway\r\n\r\n";

    public static string Post(string path, int length) =>
        $"POST {path} HTTP/1.1\r\nHost: gateway\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n";

    public async Task SendAsync(string text) =>
        await _client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text), TestContext.Current.CancellationToken);

    /// <summary>The head of the next answer and its body; null if the connection ends without one.</summary>
    public async Task<(string Head, string Body)?> ReceiveAsync()
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(StoppableGateway.Patience);
        var head = new StringBuilder();
        while (await _reader!.ReadLineAsync(deadline.Token) is { Length: > 0 } line)
        {
            head.Append(line).Append('\n');
        }

        if (head.Length == 0)
        {
            return null;
        }

        var text = head.ToString();
        var length = text.Split('\n').FirstOrDefault(line => line.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase));
        return (text, length is null ? await ReadChunksAsync(deadline.Token) : await ReadAsync(int.Parse(length[16..]), deadline.Token));
    }

    public void Dispose()
    {
        _reader?.Dispose();
        _client.Dispose();
    }

    private async Task<string> ReadChunksAsync(CancellationToken cancellationToken)
    {
        var body = new StringBuilder();
        while (await _reader!.ReadLineAsync(cancellationToken) is { } size && Convert.ToInt32(size, 16) is > 0 and var length)
        {
            body.Append(await ReadAsync(length, cancellationToken));
            await _reader.ReadLineAsync(cancellationToken);
        }

        await _reader.ReadLineAsync(cancellationToken);
        return body.ToString();
    }

    private async Task<string> ReadAsync(int length, CancellationToken cancellationToken)
    {
        var characters = new char[length];
        return new string(characters, 0, await _reader!.ReadBlockAsync(characters, cancellationToken));
    }
}
