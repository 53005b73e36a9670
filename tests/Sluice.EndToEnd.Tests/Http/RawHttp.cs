// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Sluice.EndToEnd.Tests.Http;

/// <summary>A connection that sends exactly the bytes it is given: no client library tidies the request up.</summary>
public sealed class RawHttp : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private readonly TcpClient _client;
    private readonly NetworkStream _stream;
    private readonly StreamReader _reader;

    private RawHttp(TcpClient client)
    {
        _client = client;
        _stream = client.GetStream();
        // One character a byte: sizes count bytes.
        _reader = new StreamReader(_stream, Encoding.Latin1);
    }

    /// <summary>Sends a request without a body and reads the answer.</summary>
    public static Task<RawResponse> GetAsync(Uri address, string method, string target, params IEnumerable<string> headers) =>
        ExchangeAsync(address, Encoding.ASCII.GetBytes(Head(method, target, headers)));

    /// <summary>Sends these bytes and reads the answer.</summary>
    public static async Task<RawResponse> ExchangeAsync(Uri address, ReadOnlyMemory<byte> request)
    {
        using var connection = await ConnectAsync(address);
        var sending = connection.SendAsync(request);
        var response = await connection.ReceiveAsync();
        try
        {
            await sending;
        }
        catch (IOException)
        {
            // The server answered before it had all: it may close the connection then.
        }

        return response;
    }

    /// <summary>Connects; with a small <paramref name="receiveBuffer"/> the server cannot send far ahead of what is read.</summary>
    public static async Task<RawHttp> ConnectAsync(Uri address, int? receiveBuffer = null)
    {
        var client = new TcpClient { NoDelay = true };
        if (receiveBuffer is { } bytes)
        {
            client.ReceiveBufferSize = bytes;
        }

        await client.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
        return new RawHttp(client);
    }

    /// <summary>The request line and headers, with a Host and a wish to close the connection.</summary>
    public static string Head(string method, string target, params IEnumerable<string> headers) =>
        $"{method} {target} HTTP/1.1\r\n"
        + string.Concat(headers.Prepend("Connection: close").Prepend("Host: gateway").Select(header => header + "\r\n"))
        + "\r\n";

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    public async Task SendAsync(ReadOnlyMemory<byte> bytes) => await _stream.WriteAsync(bytes, TestContext.Current.CancellationToken);

    /// <summary>Reads the next answer.</summary>
    public async Task<RawResponse> ReceiveAsync()
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Deadline);
        var status = int.Parse(
            (await _reader.ReadLineAsync(deadline.Token)).ShouldNotBeNull("the server closed without an answer").Split(' ')[1],
            CultureInfo.InvariantCulture);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await _reader.ReadLineAsync(deadline.Token) is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            headers[line[..colon]] = line[(colon + 1)..].Trim();
        }

        // What is told on the way, such as 100 Continue, has no body (RFC 9110, 15.2).
        var body = status < 200 ? "" : await ReadBodyAsync(headers, deadline.Token);
        return new RawResponse(status, headers, Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(body)));
    }

    /// <summary>Reads a byte of what comes, past everything else that reads.</summary>
    public async Task<bool> ReceiveByteAsync() => await _stream.ReadAsync(new byte[1], TestContext.Current.CancellationToken) == 1;

    /// <summary>Reads all that comes until the server closes the connection; what it reset on the way is lost.</summary>
    public async Task<string> ReceiveToEndAsync()
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Deadline);
        var received = new StringBuilder();
        var characters = new char[4096];
        try
        {
            while (await _reader.ReadAsync(characters, deadline.Token) is > 0 and var count)
            {
                received.Append(characters, 0, count);
            }
        }
        catch (IOException)
        {
            // A reset: the server had something left to send, or we had.
        }

        return received.ToString();
    }

    /// <summary>Hangs up as a crashed client does: with a reset.</summary>
    public void Reset()
    {
        _client.LingerState = new LingerOption(true, 0);
        _client.Close();
    }

    public void Dispose()
    {
        _reader.Dispose();
        _client.Dispose();
    }

    private async Task<string> ReadBodyAsync(Dictionary<string, string> headers, CancellationToken cancellation)
    {
        if (headers.TryGetValue("Content-Length", out var length))
        {
            return await ReadAsync(int.Parse(length, CultureInfo.InvariantCulture), cancellation);
        }

        if (!headers.ContainsKey("Transfer-Encoding"))
        {
            return await _reader.ReadToEndAsync(cancellation);
        }

        var body = new StringBuilder();
        while (await _reader.ReadLineAsync(cancellation) is { } size && Convert.ToInt32(size, 16) is > 0 and var count)
        {
            body.Append(await ReadAsync(count, cancellation));
            await _reader.ReadLineAsync(cancellation);
        }

        await _reader.ReadLineAsync(cancellation);
        return body.ToString();
    }

    private async Task<string> ReadAsync(int count, CancellationToken cancellation)
    {
        var characters = new char[count];
        return new string(characters, 0, await _reader.ReadBlockAsync(characters, cancellation));
    }
}
