// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Sluice.Gateway.Tests.Security.Tls;

namespace Sluice.Gateway.Tests.Security.Limits;

/// <summary>An HTTP/2 connection over TLS that sends exactly the frames it is given (RFC 9113), and never lets a client's rules stop it.</summary>
internal sealed class RawHttp2 : IAsyncDisposable
{
    public const byte Data = 0;
    public const byte Headers = 1;
    public const byte Reset = 3;
    public const byte Settings = 4;
    public const byte Ping = 6;
    public const byte GoAway = 7;
    public const byte Continuation = 9;

    public const byte EndStream = 1;
    public const byte EndHeaders = 4;

    private const int HeadLength = 9;
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);
    private readonly TcpClient _client;
    private readonly SslStream _stream;

    private RawHttp2(TcpClient client, SslStream stream)
    {
        _client = client;
        _stream = stream;
    }

    /// <summary>Connects and says what is said first; <paramref name="settings"/> are pairs of a name's number and its value.</summary>
    public static async Task<RawHttp2> ConnectAsync(Uri address, TestCertificates trusted, params (short Name, int Value)[] settings)
    {
        var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
        var stream = new SslStream(client.GetStream());
        await stream.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = "localhost",
                ApplicationProtocols = [SslApplicationProtocol.Http2],
                CertificateChainPolicy = TlsGateway.PolicyOf(trusted),
            },
            TestContext.Current.CancellationToken);
        stream.NegotiatedApplicationProtocol.ShouldBe(SslApplicationProtocol.Http2);
        var connection = new RawHttp2(client, stream);
        await stream.WriteAsync("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        var payload = new byte[6 * settings.Length];
        foreach (var (number, (name, value)) in settings.Index())
        {
            BinaryPrimitives.WriteInt16BigEndian(payload.AsSpan(6 * number), name);
            BinaryPrimitives.WriteInt32BigEndian(payload.AsSpan((6 * number) + 2), value);
        }

        await connection.SendAsync(Frame(Settings, 0, 0, payload));
        return connection;
    }

    public static byte[] Frame(byte type, byte flags, int stream, ReadOnlySpan<byte> payload)
    {
        var frame = new byte[HeadLength + payload.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, payload.Length << 8);
        frame[3] = type;
        frame[4] = flags;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), stream);
        payload.CopyTo(frame.AsSpan(HeadLength));
        return frame;
    }

    /// <summary>A block of headers, each a literal that is not indexed and not compressed (RFC 7541, 6.2.2).</summary>
    public static byte[] Block(params IEnumerable<(string Name, string Value)> headers) =>
        [.. headers.SelectMany(header => (byte[])[0, .. Text(header.Name), .. Text(header.Value)])];

    /// <summary>The headers of a request.</summary>
    public static byte[] Request(string method, string path, params IEnumerable<(string Name, string Value)> headers) =>
        Block([(":method", method), (":scheme", "https"), (":authority", "localhost"), (":path", path), .. headers]);

    public async Task SendAsync(ReadOnlyMemory<byte> frames) => await _stream.WriteAsync(frames, TestContext.Current.CancellationToken);

    /// <summary>Sends until the server does not take any more.</summary>
    /// <returns>False if it took all.</returns>
    public async Task<bool> IsCutOffAsync(IAsyncEnumerable<byte[]> frames)
    {
        try
        {
            await foreach (var some in frames)
            {
                await SendAsync(some);
            }

            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <summary>All frames that come until the server closes the connection or <paramref name="isLast"/> is there.</summary>
    public async Task<List<(byte Type, int Stream, byte[] Payload)>> ReceiveAsync(Func<byte, int, bool>? isLast = null)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Deadline);
        var frames = new List<(byte Type, int Stream, byte[] Payload)>();
        var head = new byte[HeadLength];
        try
        {
            while (await _stream.ReadAtLeastAsync(head, HeadLength, throwOnEndOfStream: false, deadline.Token) == HeadLength)
            {
                var payload = new byte[BinaryPrimitives.ReadInt32BigEndian(head) >>> 8];
                await _stream.ReadExactlyAsync(payload, deadline.Token);
                frames.Add((head[3], BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(5)), payload));
                if (isLast?.Invoke(head[3], frames[^1].Stream) == true)
                {
                    break;
                }
            }
        }
        catch (IOException)
        {
            // A reset: we had something left to send.
        }

        return frames;
    }

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        _client.Dispose();
    }

    // A length of seven bits, and what is more in further ones (RFC 7541, 5.1).
    private static byte[] Text(string text)
    {
        var bytes = Encoding.ASCII.GetBytes(text);
        if (bytes.Length < 127)
        {
            return [(byte)bytes.Length, .. bytes];
        }

        var length = new List<byte> { 127 };
        var rest = bytes.Length - 127;
        for (; rest >= 128; rest >>= 7)
        {
            length.Add((byte)(0x80 | (rest & 0x7f)));
        }

        return [.. length, (byte)rest, .. bytes];
    }
}
