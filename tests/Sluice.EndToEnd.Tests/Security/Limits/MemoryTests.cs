// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Sluice.Soak.Gateways;

namespace Sluice.EndToEnd.Tests.Security.Limits;

/// <summary>A gateway with the memory of a small container, and clients that try to fill it.</summary>
public sealed class MemoryTests : IAsyncLifetime
{
    private const long Megabyte = 1024 * 1024;
    private const int BodyLimit = 8 * 1024 * 1024;

    // What the program takes of itself, with what its runtime puts off giving back: the budget and the write queue come on top.
    private const long Container = 512 * Megabyte;

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = 300 })
    {
        Timeout = TimeSpan.FromMinutes(3),
    };

    private GatewayProcess _gateway = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _gateway = await GatewayProcess.StartAsync(bootstrapServers: null, Cancellation, new Dictionary<string, string>
        {
            ["Limits__MemoryBudget"] = $"{96 * Megabyte}",
            ["Kafka__MaxWriteQueueBytes"] = $"{64 * Megabyte}",

            // Past this the runtime fails, and with it the request: a bound that is counted wrongly shows as a 500.
            ["DOTNET_GCHeapHardLimit"] = "0x10000000",
        });
        _http.BaseAddress = _gateway.Http.Address;
        await _gateway.Http.CreateTopicAsync("memory", 3, 1, Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _gateway.DisposeAsync();
    }

    [Theory]
    [InlineData("large")]
    [InlineData("tiny")]
    [InlineData("chunked")]
    public async Task Memory_ShouldStayBounded_UnderTwoHundredLargeBodiesAtATime(string kind)
    {
        var body = Encoding.UTF8.GetBytes(kind == "tiny"
            ? $$"""{"records":[{{string.Join(',', Enumerable.Repeat("""{"value":1}""", (BodyLimit / 12) - 10))}}]}"""
            : $$"""{"records":[{{string.Join(',', Enumerable.Repeat($$"""{"value":"{{new string('x', 900_000)}}"}""", 9))}}]}""");
        body.Length.ShouldBeInRange(BodyLimit - 400_000, BodyLimit);

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => PostAsync(body, null, kind == "chunked")));

        // Tiny records need more than one request ever gets: those that grow beside others may all find no room, one alone is told.
        var isTiny = kind == "tiny";
        answers.ShouldAllBe(answer => answer == "503 overloaded" || answer == (isTiny ? "413 request-too-large" : "200"));
        if (isTiny)
        {
            (await PostAsync(body, null)).ShouldBe("413 request-too-large");
        }
        else
        {
            answers.ShouldContain("200");
        }

        PeakBytes().ShouldBeLessThan(Container);
        await ShouldServeAsync();
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("gzip members")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task Memory_ShouldStayBounded_WhenBodiesUnfold(string kind)
    {
        var encoding = kind.Split(' ')[0];
        var bomb = kind == "gzip members"
            ? [.. Enumerable.Repeat(Compress(encoding, 1), 256).SelectMany(member => member)]
            : Compress(encoding, 256);
        bomb.Length.ShouldBeLessThan((int)(3 * Megabyte));

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => PostAsync(bomb, encoding)));

        answers.ShouldAllBe(answer => answer == "413 request-too-large" || answer == "503 overloaded");
        answers.ShouldContain("413 request-too-large");
        PeakBytes().ShouldBeLessThan(Container);
        await ShouldServeAsync();
    }

    [Fact]
    public async Task Body_ShouldBeRefused_WhenItIsCompressedTwice()
    {
        var once = Compress("gzip", 64);
        var twice = new MemoryStream();
        await using (var compressor = new GZipStream(twice, CompressionLevel.Fastest, leaveOpen: true))
        {
            await compressor.WriteAsync(once, Cancellation);
        }

        (await PostAsync(twice.ToArray(), "gzip, gzip")).ShouldBe("415 unsupported-media-type");
        (await PostAsync(twice.ToArray(), "gzip")).ShouldBe("400 malformed-json");
    }

    [Fact]
    public async Task Members_ShouldBeReadAsOneBody_WhenTheyAreWithinTheLimit()
    {
        byte[] body = [.. Member("""{"records":[{"val"""), .. Member("""ue":"of three"""), .. Member(" members\"}]}")];

        (await PostAsync(body, "gzip")).ShouldBe("200");
    }

    private static byte[] Member(string text)
    {
        using var member = new MemoryStream();
        using (var compressor = new GZipStream(member, CompressionLevel.Fastest, leaveOpen: true))
        {
            compressor.Write(Encoding.UTF8.GetBytes(text));
        }

        return member.ToArray();
    }

    private static byte[] Compress(string encoding, int megabytes)
    {
        using var compressed = new MemoryStream();
        using (Stream compressor = encoding switch
        {
            "br" => new BrotliStream(compressed, CompressionLevel.Fastest, leaveOpen: true),
            "deflate" => new ZLibStream(compressed, CompressionLevel.Fastest, leaveOpen: true),
            _ => new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true),
        })
        {
            var spaces = new byte[Megabyte];
            spaces.AsSpan().Fill((byte)' ');
            for (var i = 0; i < megabytes; i++)
            {
                compressor.Write(spaces);
            }
        }

        return compressed.ToArray();
    }

    private async Task<string> PostAsync(byte[] body, string? encoding, bool isChunked = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/producer/topics/memory");
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TransferEncodingChunked = isChunked;
        if (encoding is not null)
        {
            request.Content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        }

        using var response = await _http.SendAsync(request, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        return response.StatusCode == HttpStatusCode.OK
            ? "200"
            : $"{(int)response.StatusCode} {JsonElement.Parse(text).GetProperty("code").GetString()}";
    }

    private async Task ShouldServeAsync()
    {
        var record = $$"""{"value":"{{new string('x', 900_000)}}"}""";
        (await PostAsync(Encoding.UTF8.GetBytes($$"""{"records":[{{string.Join(',', Enumerable.Repeat(record, 9))}}]}"""), null)).ShouldBe("200");
    }

    private long PeakBytes()
    {
        using var process = Process.GetProcessById(_gateway.ProcessId);
        return process.PeakWorkingSet64;
    }
}
