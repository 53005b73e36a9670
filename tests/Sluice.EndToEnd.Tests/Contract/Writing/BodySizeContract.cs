// SPDX-License-Identifier: Apache-2.0

using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Sluice.EndToEnd.Tests.Gateways;
using Sluice.EndToEnd.Tests.Http;

namespace Sluice.EndToEnd.Tests.Contract.Writing;

public abstract class BodySizeContract(GatewayFixture fixture) : GatewayContract(fixture)
{
    private const int Limit = 8 * 1024 * 1024;
    private const string Body = """{"records":[{"value":"v"}]}""";

    [Fact]
    public async Task Body_ShouldBeTaken_WhenItIsExactlyAtTheLimit()
    {
        var topic = await Client.CreateTopicAsync();

        using var response = await Client.PostAsync(topic, Body.PadRight(Limit));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Body_ShouldBeRefusedUnread_WhenItsLengthIsOverTheLimit()
    {
        var topic = await Client.CreateTopicAsync();

        // None of the body is sent: the answer must not wait for it.
        var response = await RawHttp.ExchangeAsync(Client.Address, Encoding.ASCII.GetBytes(
            RawHttp.Head("POST", $"/v1/producer/topics/{topic}", "Content-Type: application/json", $"Content-Length: {Limit + 1}")));

        response.ShouldBeProblem("request-too-large");
        (await Client.GetOffsetsAsync(topic)).Latest.ShouldBe(0);
    }

    [Fact]
    public async Task Body_ShouldBeRefused_WhenItIsChunkedAndOverTheLimit()
    {
        var topic = await Client.CreateTopicAsync();
        var head = RawHttp.Head("POST", $"/v1/producer/topics/{topic}", "Content-Type: application/json", "Transfer-Encoding: chunked");

        var response = await RawHttp.ExchangeAsync(
            Client.Address, Encoding.ASCII.GetBytes($"{head}{Limit + 1:x}\r\n{Body.PadRight(Limit + 1)}\r\n0\r\n\r\n"));

        response.ShouldBeProblem("request-too-large");
        (await Client.GetOffsetsAsync(topic)).Latest.ShouldBe(0);
    }

    [Fact]
    public async Task Body_ShouldBeTaken_WhenItIsChunked()
    {
        var topic = await Client.CreateTopicAsync();
        var head = RawHttp.Head("POST", $"/v1/producer/topics/{topic}", "Content-Type: application/json", "Transfer-Encoding: chunked");
        var chunks = string.Concat(Body.Select(character => $"1\r\n{character}\r\n"));

        var response = await RawHttp.ExchangeAsync(Client.Address, Encoding.ASCII.GetBytes($"{head}{chunks}0\r\n\r\n"));

        response.Status.ShouldBe(200, response.Body);
        (await Client.ReadAsync(topic, 0)).Values.ShouldBe(["v"]);
    }

    [Fact]
    public async Task Body_ShouldBeAskedFor_WhenTheClientWaitsForThat()
    {
        var topic = await Client.CreateTopicAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"v1/producer/topics/{topic}", UriKind.Relative));
        request.Content = GatewayClient.Json(Body);
        request.Headers.ExpectContinue = true;

        using var response = await Client.Http.SendAsync(request, Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Client.ReadAsync(topic, 0)).Values.ShouldBe(["v"]);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("GZIP")]
    public async Task Body_ShouldBeTaken_WhenItIsCompressed(string encoding)
    {
        var topic = await Client.CreateTopicAsync();

        using var response = await Client.PostAsync(topic, Compress(Body, encoding));

        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync(Cancellation));
        (await Client.ReadAsync(topic, 0)).Values.ShouldBe(["v"]);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task Body_ShouldBeRefused_WhenItUnfoldsOverTheLimit(string encoding)
    {
        var topic = await Client.CreateTopicAsync();

        await Client.PostAsync(topic, Compress(Body.PadRight(Limit + 1), encoding))
            .ShouldBeProblemAsync("request-too-large");
        await Client.PostAsync(topic, Compress(Body.PadRight(40 * Limit), encoding))
            .ShouldBeProblemAsync("request-too-large");

        (await Client.GetOffsetsAsync(topic)).Latest.ShouldBe(0);
    }

    [Theory]
    [InlineData("7B227265636F726473223A5B7B2276616C7565223A317D5D7D")]
    [InlineData("1F8B0800000000000003FFFFFFFFFFFFFFFFFFFFFFFF")]
    public async Task Body_ShouldBeRefused_WhenItIsNotCompressedAsItSays(string bytes)
    {
        var topic = await Client.CreateTopicAsync();

        await Client.PostAsync(topic, Encoded(Convert.FromHexString(bytes), "gzip"))
            .ShouldBeProblemAsync("malformed-request");
    }

    [Fact]
    public async Task Body_ShouldBeRefusedAndWriteNothing_WhenItsCompressionEndsEarly()
    {
        var topic = await Client.CreateTopicAsync();
        var random = Convert.ToHexString(RandomNumberGenerator.GetBytes(5_000));
        var body = $$"""{"records":[{"value":"first"},{"value":"{{random}}"}]}""";
        var whole = await Compress(body, "gzip").ReadAsByteArrayAsync(Cancellation);

        using var response = await Client.PostAsync(topic, Encoded(whole[..^500], "gzip"));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await Client.GetOffsetsAsync(topic)).Latest.ShouldBe(0);
    }

    [Theory]
    [InlineData("compress")]
    [InlineData("gzip, gzip, gzip, exotic")]
    public async Task Body_ShouldBeRefused_WhenItsEncodingIsUnknown(string encoding)
    {
        var topic = await Client.CreateTopicAsync();
        using var content = GatewayClient.Json(Body);
        content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);

        await Client.PostAsync(topic, content).ShouldBeProblemAsync("unsupported-media-type");

        (await Client.GetOffsetsAsync(topic)).Latest.ShouldBe(0);
    }

    private static ByteArrayContent Compress(string text, string encoding)
    {
        using var compressed = new MemoryStream();
        using (Stream compressor = encoding == "br"
            ? new BrotliStream(compressed, CompressionLevel.Fastest, leaveOpen: true)
            : new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            compressor.Write(Encoding.UTF8.GetBytes(text));
        }

        return Encoded(compressed.ToArray(), encoding);
    }

    private static ByteArrayContent Encoded(byte[] bytes, string encoding)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        return content;
    }
}
