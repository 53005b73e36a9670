// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Text;
using Sluice.Gateway.Tests.Security.Tls;

namespace Sluice.Gateway.Tests.Security.Limits;

/// <summary>What only HTTP/2 lets a client do: each attack ends with its stream or its connection, and others are served meanwhile and after it.</summary>
public sealed class Http2AttackTests : IAsyncLifetime
{
    private const string Topics = "/v1/metadata/topics";
    private const int InternalError = 2;
    private const int EnhanceYourCalm = 11;
    private const byte InOneFrame = RawHttp2.EndStream | RawHttp2.EndHeaders;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Now = TimeSpan.FromMilliseconds(100);

    private readonly TestCertificates _certificates = new();
    private TlsGateway _gateway = null!;
    private HttpClient _other = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _certificates.Write(_certificates.Issue());
        _gateway = await TlsGateway.StartAsync(new(TlsGateway.SettingsOf(_certificates))
        {
            ["Limits:Connections:HeadersTimeout"] = "00:00:02",
            ["Limits:Connections:MinBytesPerSecond"] = "1000",
            ["Limits:Connections:SlowGrace"] = "00:00:02",
            ["Limits:Connections:MaxStreams"] = "20",
        });
        _other = _gateway.CreateClient(_certificates, version: HttpVersion.Version20);
        using var created = await _other.PutAsync(new Uri("v1/topics/orders", UriKind.Relative), null, Cancellation);
        created.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    public async ValueTask DisposeAsync()
    {
        _other.Dispose();
        await _gateway.DisposeAsync();
        _certificates.Dispose();
    }

    [Fact]
    public async Task Connection_ShouldBeEnded_WhenItResetsAllThatItAsksFor()
    {
        await using var attacker = await ConnectAsync();
        var received = attacker.ReceiveAsync();

        var isCutOff = attacker.IsCutOffAsync(Resets());
        await OthersShouldBeServedAsync();

        (await isCutOff).ShouldBeTrue("100,000 requests were taken");

        // Which of the server's bounds is met first is a matter of speed: that of resets, or that of frames which wait to be sent.
        (await received).Where(frame => frame.Type == RawHttp2.GoAway).Select(frame => ErrorOf(frame.Payload))
            .ShouldAllBe(error => error == EnhanceYourCalm || error == InternalError);
        await OthersShouldBeServedAsync();

        static async IAsyncEnumerable<byte[]> Resets()
        {
            var poll = RawHttp2.Request("GET", "/v1/consumer/topics/orders/partitions/0/offsets/0?timeout=30000");
            for (var stream = 1; stream < 200_000; stream += 2)
            {
                yield return [.. RawHttp2.Frame(RawHttp2.Headers, InOneFrame, stream, poll), .. RawHttp2.Frame(RawHttp2.Reset, 0, stream, [0, 0, 0, 8])];
                await Task.Yield();
            }
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(16_000, 0)]
    public async Task Connection_ShouldBeEnded_WhenItsHeadersHaveNoEnd(int bytes, int pause)
    {
        await using var attacker = await ConnectAsync();
        var received = attacker.ReceiveAsync();
        await attacker.SendAsync(RawHttp2.Frame(RawHttp2.Headers, RawHttp2.EndStream, 1, RawHttp2.Request("GET", Topics)));

        var isCutOff = attacker.IsCutOffAsync(Continuations());
        await OthersShouldBeServedAsync();

        (await isCutOff).ShouldBeTrue("the headers went on for half a minute, or with 160 MB");
        (await received).ShouldNotContain(frame => frame.Type == RawHttp2.Headers, "there is no request to answer");
        await OthersShouldBeServedAsync();

        async IAsyncEnumerable<byte[]> Continuations()
        {
            var more = RawHttp2.Frame(RawHttp2.Continuation, 0, 1, bytes > 1 ? RawHttp2.Block(("x-more", new string('a', bytes))) : new byte[bytes]);
            var clock = Stopwatch.StartNew();
            for (var i = 0; i < 10_000 && clock.Elapsed < Patience; i++)
            {
                yield return more;
                await Task.Delay(pause * Now, Cancellation);
            }
        }
    }

    [Fact]
    public async Task Request_ShouldBeRefused_WhenAFewBytesStandForManyHeaders()
    {
        await using var attacker = await ConnectAsync();

        // The first goes into the table of headers, the others are a byte each that names it (RFC 7541, 6.1 and 6.2.1).
        byte[] large = [.. RawHttp2.Block(("x-bomb", new string('a', 3_000)))];
        large[0] = 0x40;
        await attacker.SendAsync(RawHttp2.Frame(
            RawHttp2.Headers, InOneFrame, 1, [.. RawHttp2.Request("GET", Topics), .. large, .. Enumerable.Repeat((byte)(0x80 | 62), 10_000)]));
        var received = await attacker.ReceiveAsync((type, _) => type is RawHttp2.Headers or RawHttp2.GoAway);

        received[^1].ShouldSatisfyAllConditions(
            last => (last.Type is RawHttp2.GoAway || StatusOf(last.Payload) == "431").ShouldBeTrue($"frame of type {last.Type}"));
        await OthersShouldBeServedAsync();
    }

    [Fact]
    public async Task Connection_ShouldBeEnded_WhenAStreamOfItSendsAByteASecond()
    {
        await using var attacker = await ConnectAsync();
        await attacker.SendAsync(RawHttp2.Frame(
            RawHttp2.Headers, RawHttp2.EndHeaders, 1, RawHttp2.Request("POST", "/v1/producer/topics/orders", ("content-type", "application/json"))));
        var clock = Stopwatch.StartNew();
        var received = attacker.ReceiveAsync();
        var asked = 0;
        var isCutOff = attacker.IsCutOffAsync(Trickle());
        await OthersShouldBeServedAsync();

        (await isCutOff).ShouldBeTrue("the server is too patient");
        var frames = await received;
        frames.Count(frame => frame.Type == RawHttp2.Headers && frame.Stream > 1 && StatusOf(frame.Payload) == "200")
            .ShouldBeInRange(1, asked, "what else is asked on the connection is served until then");
        frames.ShouldNotContain(frame => frame.Type == RawHttp2.Headers && frame.Stream == 1 && StatusOf(frame.Payload) == "200");
        await OthersShouldBeServedAsync();

        async IAsyncEnumerable<byte[]> Trickle()
        {
            while (clock.Elapsed < Patience)
            {
                asked++;
                yield return
                [
                    .. RawHttp2.Frame(RawHttp2.Data, 0, 1, " "u8),
                    .. RawHttp2.Frame(RawHttp2.Headers, InOneFrame, 1 + (2 * asked), RawHttp2.Request("GET", Topics)),
                ];
                await Task.Delay(10 * Now, Cancellation);
            }
        }
    }

    [Fact]
    public async Task Answer_ShouldBeGivenUp_WhenItsClientNeverTakesIt()
    {
        // A window of no bytes for each answer.
        await using var attacker = await ConnectAsync((4, 0));
        for (var stream = 1; stream < 20; stream += 2)
        {
            await attacker.SendAsync(RawHttp2.Frame(RawHttp2.Headers, InOneFrame, stream, RawHttp2.Request("GET", Topics)));
        }

        var clock = Stopwatch.StartNew();
        var received = await attacker.ReceiveAsync();

        clock.Elapsed.ShouldBeLessThan(Patience, "the server is too patient");
        received.ShouldNotContain(frame => frame.Type == RawHttp2.Data && frame.Payload.Length > 0);
        await OthersShouldBeServedAsync();
    }

    [Fact]
    public async Task Stream_ShouldBeRefused_PastTheBoundOfItsConnection()
    {
        await using var attacker = await ConnectAsync();
        var poll = RawHttp2.Request("GET", "/v1/consumer/topics/orders/partitions/0/offsets/0?timeout=30000");
        for (var i = 0; i < 21; i++)
        {
            await attacker.SendAsync(RawHttp2.Frame(RawHttp2.Headers, InOneFrame, 1 + (2 * i), poll));
        }

        var received = await attacker.ReceiveAsync((type, _) => type is RawHttp2.Reset or RawHttp2.GoAway);

        received[^1].Type.ShouldBe(RawHttp2.Reset);
        received[^1].Stream.ShouldBe(41);
        BinaryPrimitives.ReadInt32BigEndian(received[^1].Payload).ShouldBe(7, "REFUSED_STREAM: the client may send it again");
        await OthersShouldBeServedAsync();
    }

    // A reset of the connection may overtake what was said before it.
    private static int ErrorOf(byte[] goAway) => BinaryPrimitives.ReadInt32BigEndian(goAway.AsSpan(4));

    // The table of RFC 7541 has some, the others are text.
    private static string StatusOf(byte[] block) => block[0] switch
    {
        0x88 => "200",
        0x8c => "400",
        0x8d => "404",
        _ => Encoding.Latin1.GetString(block) is var text && text.IndexOf('\u0003', StringComparison.Ordinal) is > 0 and var at ? text[(at + 1)..(at + 4)] : "none",
    };

    private Task<RawHttp2> ConnectAsync(params (short Name, int Value)[] settings) => RawHttp2.ConnectAsync(_gateway.Address, _certificates, settings);

    private async Task OthersShouldBeServedAsync()
    {
        var clock = Stopwatch.StartNew();
        (await _other.GetStringAsync(new Uri(Topics, UriKind.Relative), Cancellation)).ShouldContain("orders");
        clock.Elapsed.ShouldBeLessThan(Patience);
    }
}
