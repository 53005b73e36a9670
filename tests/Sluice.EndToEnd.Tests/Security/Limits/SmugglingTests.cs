// SPDX-License-Identifier: Apache-2.0

using System.Text.RegularExpressions;
using Sluice.EndToEnd.Tests.Gateways;
using Sluice.EndToEnd.Tests.Http;

namespace Sluice.EndToEnd.Tests.Security.Limits;

/// <summary>
/// Requests of which two servers in a row might think different parts to be the body: each is refused and ends its connection, or is read
/// in the one way that there is. What stands behind it is never taken for a request then.
/// </summary>
public sealed partial class SmugglingTests(EmbeddedGateway fixture)
{
    private const string Body = """{"records":[{"value":"v"}]}""";
    private const string SecondBody = """{"records":[{"value":"second"}]}""";
    private const string Chunks = "1b\r\n" + Body + "\r\n0\r\n\r\n";

    [Theory]
    [InlineData("Content-Length: 27\r\nTransfer-Encoding: chunked", Chunks)]
    [InlineData("Transfer-Encoding: chunked\r\nContent-Length: 4", Chunks)]
    [InlineData("Content-Length: 27\r\nContent-Length: 27", Body)]
    [InlineData("Content-Length: 27\r\nContent-Length: 5", Body)]
    [InlineData("Content-Length: 27, 27", Body)]
    [InlineData("Content-Length: -1", Body)]
    [InlineData("Content-Length: +27", Body)]
    [InlineData("Content-Length: -0", "")]
    [InlineData("Content-Length:", "")]
    [InlineData("Content-Length: 27.", Body)]
    [InlineData("Content-Length: 2 7", Body)]
    [InlineData("Content-Length: 0x1b", Body)]
    [InlineData("Content-Length: 99999999999999999999", Body)]
    [InlineData("Content-Length : 27", Body)]
    [InlineData("Content-Length\u000b: 27", Body)]
    [InlineData(" Content-Length: 27", Body)]
    [InlineData("Transfer-Encoding : chunked", Chunks)]
    [InlineData("Transfer-Encoding: chunked, identity", Chunks)]
    [InlineData("Transfer-Encoding: identity, chunked", Chunks)]
    [InlineData("Transfer-Encoding: chunked, chunked", Chunks)]
    [InlineData("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity", Chunks)]
    [InlineData("Transfer-Encoding: identity\r\nContent-Length: 27", Body)]
    [InlineData("Transfer-Encoding: xchunked", Chunks)]
    [InlineData("Transfer-Encoding: \"chunked\"", Chunks)]
    [InlineData("Transfer-Encoding: \u000bchunked", Chunks)]
    [InlineData("Transfer-Encoding:\r\n chunked", Chunks)]
    [InlineData("X-Folded: a\r\n b\r\nContent-Length: 27", Body)]
    [InlineData("X-Bare: a\nContent-Length: 27", Body)]
    [InlineData("X-Return: a\rb\r\nContent-Length: 27", Body)]
    [InlineData("X-Null: a\0b\r\nContent-Length: 27", Body)]
    [InlineData("No colon\r\nContent-Length: 27", Body)]
    [InlineData("Host: other\r\nContent-Length: 27", Body)]
    [InlineData("Transfer-Encoding: chunked", "zz\r\n" + Body + "\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked", "-1b\r\n" + Body + "\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked", "+1b\r\n" + Body + "\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked", "0x1b\r\n" + Body + "\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked", " 1b\r\n" + Body + "\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked", "FFFFFFFFFFFFFFFFFF\r\n" + Body + "\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked", "100000000000000001b\r\n" + Body + "\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked", "1b\n" + Body + "\n0\n\n")]
    [InlineData("Transfer-Encoding: chunked", "1b\r" + Body + "\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked", "1b;a=b\n" + Body + "\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked", "1b;a=\nb\r\n" + Body + "\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked", "1b;a\r\r\n" + Body + "\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked", "1b\r\n" + Body + "XX0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked", "1a\r\n" + Body + "\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked", "1b\r\n" + Body + "\r\n0\r\nX-Trailer: a\nX-Bare: b\r\n\r\n")]
    public async Task Request_ShouldBeRefusedAndEndItsConnection_WhenItsEndIsUnclear(string headers, string body)
    {
        var client = (await fixture.GetAsync()).Client;
        var topic = await client.CreateTopicAsync();

        var answers = await ExchangeAsync(client, Request(topic, headers, body) + Request(topic, "Content-Length: 27", Body));

        StatusLines(answers).ShouldBe(["400"], answers);
        (await client.GetOffsetsAsync(topic)).Latest.ShouldBe(0);
    }

    [Theory]
    [InlineData("Content-Length: 27", Body)]
    [InlineData("Content-Length: 027", Body)]
    [InlineData("Content-Length: \t27  ", Body)]
    [InlineData("content-length: 0000000000000000027", Body)]
    [InlineData("Content-Length:27", Body)]
    [InlineData("X-Content-Length: 5\r\nContent-Length: 27", Body)]
    [InlineData("Content-Length: 27\r\nContent_Length: 5\r\nTransfer_Encoding: chunked", Body)]
    [InlineData("Transfer-Encoding: chunked", Chunks)]
    [InlineData("Transfer-Encoding: Chunked", "1B\r\n" + Body + "\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked", "001b\r\n" + Body + "\r\n000\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked", "1b;a=b;c=\"d\"\r\n" + Body + "\r\n0;e\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked", "1b\r\n" + Body + "\r\n0\r\nContent-Length: 5\r\n\r\n")]
    public async Task Request_ShouldBeReadInOneWay_WhenItsEndIsClear(string headers, string body)
    {
        var client = (await fixture.GetAsync()).Client;
        var topic = await client.CreateTopicAsync();

        var answers = await ExchangeAsync(
            client, Request(topic, headers, body) + Request(topic, $"Connection: close\r\nContent-Length: {SecondBody.Length}", SecondBody));

        StatusLines(answers).ShouldBe(["200", "200"], answers);
        (await client.ReadAsync(topic, 0, "?count=9")).Values.ShouldBe(["v", "second"]);
    }

    [Theory]
    [InlineData("GET http://other/v1/metadata/topics HTTP/1.1\r\nHost: gateway\r\n\r\n")]
    [InlineData("GET http://other:80/v1/metadata/topics HTTP/1.1\r\nHost: other:81\r\n\r\n")]
    [InlineData("GET /v1/metadata/topics HTTP/1.1\r\n\r\n")]
    [InlineData("GET /v1/metadata/topics HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n")]
    [InlineData("GET /v1/metadata/topics HTTP/1.1\r\nHost: a b\r\n\r\n")]
    [InlineData("GET /v1/metadata/topics HTTP/1.1\r\nHost: user@gateway\r\n\r\n")]
    [InlineData("GET  /v1/metadata/topics HTTP/1.1\r\nHost: gateway\r\n\r\n")]
    [InlineData("GET /v1/metadata/topics HTTP/1.1 \r\nHost: gateway\r\n\r\n")]
    [InlineData("GET /v1/metadata/topics HTTP/1.1\nHost: gateway\n\n")]
    [InlineData("GET\t/v1/metadata/topics HTTP/1.1\r\nHost: gateway\r\n\r\n")]
    [InlineData("G@T /v1/metadata/topics HTTP/1.1\r\nHost: gateway\r\n\r\n")]
    [InlineData("GET /v1/metadata/topics\r\n\r\n")]
    [InlineData("GET /v1/metadata/topics\0 HTTP/1.1\r\nHost: gateway\r\n\r\n")]
    public async Task Request_ShouldBeRefusedAndEndItsConnection_WhenItsTargetIsUnclear(string request)
    {
        var client = (await fixture.GetAsync()).Client;

        var answers = await ExchangeAsync(client, request + "GET /v1/metadata/topics HTTP/1.1\r\nHost: gateway\r\n\r\n");

        StatusLines(answers).ShouldBe(["400"], answers);
    }

    private static string Request(string topic, string headers, string body) =>
        $"POST /v1/producer/topics/{topic} HTTP/1.1\r\nHost: gateway\r\nContent-Type: application/json\r\n{headers}\r\n\r\n{body}";

    private static async Task<string> ExchangeAsync(GatewayClient client, string request)
    {
        using var connection = await RawHttp.ConnectAsync(client.Address);
        await connection.SendAsync(request);
        return await connection.ReceiveToEndAsync();
    }

    private static string[] StatusLines(string answers) => [.. StatusLine().Matches(answers).Select(match => match.Groups[1].Value)];

    [GeneratedRegex(@"HTTP/1\.1 (\d{3})")]
    private static partial Regex StatusLine();
}
