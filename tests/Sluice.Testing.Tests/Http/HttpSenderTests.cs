// SPDX-License-Identifier: Apache-2.0

using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Sluice.Testing.Endpoints;
using Sluice.Testing.Http;
using Sluice.Testing.Matching;

namespace Sluice.Testing.Tests.Http;

public sealed class HttpSenderTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sender_ShouldPostJson_WhenThereIsAValue()
    {
        await using var server = new RawServer(RawServer.Answer(
            "201 Created", """{"accepted":true,"total":12345678901234567890.10}""", "Location: /orders/7\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\n"));

        var answer = await SendAsync(server.Address, new Outgoing
        {
            Path = "/orders/7?x=1", Headers = [new("x-order", "7"), new("x-order", "8")], Value = JsonNode.Parse("""{"orderId":"7","total":12.50}"""),
        });

        var request = server.Requests.ShouldHaveSingleItem();
        request.ShouldStartWith("POST /orders/7?x=1 HTTP/1.1\r\n");
        request.ShouldContain("x-order: 7, 8\r\n");
        request.ShouldContain("Content-Type: application/json\r\n");
        request.ShouldEndWith("""{"orderId":"7","total":12.50}""");
        answer.Place.ShouldBe("POST /orders/7?x=1 → 201");
        answer.Status.ShouldBe(201);
        answer.Bytes.ShouldBeNull();
        answer.Value!.ToJsonString().ShouldBe("""{"accepted":true,"total":12345678901234567890.10}""");
        answer.HeaderValues("set-cookie").ShouldBe(["a=1", "b=2"]);
        RecordPattern.Parse(
            JsonNode.Parse("""{"accepted":true}"""), false, null, JsonNode.Parse("""{"location":{"$regex":"/orders/"}}""")!.AsObject(), null, false, null,
            JsonNode.Parse("""{"$gte":200,"$lt":300}""")).Compare(answer).ShouldBeEmpty();
    }

    [Fact]
    public async Task Sender_ShouldGet_WhenThereIsNothingToSend()
    {
        await using var server = new RawServer(RawServer.Answer("200 OK", "fine", "Content-Type: text/plain\r\n"));

        var answer = await SendAsync(server.Address, new Outgoing());

        server.Requests.ShouldHaveSingleItem().ShouldStartWith("GET / HTTP/1.1\r\n");
        answer.Value.ShouldBeNull();
        answer.Bytes!.Value.ToArray().ShouldBe("fine"u8.ToArray());
    }

    [Theory]
    [InlineData("put", "PUT /base/a HTTP/1.1")]
    [InlineData("DELETE", "DELETE /base/a HTTP/1.1")]
    public async Task Sender_ShouldUseTheMethod_WhenOneIsNamed(string method, string line)
    {
        await using var server = new RawServer(RawServer.Answer("204 No Content", ""));

        var answer = await SendAsync(server.Address + "/base/", new Outgoing { Method = method, Path = "/a" });

        server.Requests.ShouldHaveSingleItem().ShouldStartWith(line);
        answer.Status.ShouldBe(204);
        answer.Bytes!.Value.Length.ShouldBe(0);
    }

    [Fact]
    public async Task Sender_ShouldSendBytesAndTheCasesOwnContentType()
    {
        await using var server = new RawServer(RawServer.Answer("400 Bad Request", ""));

        await SendAsync(server.Address, new Outgoing
        {
            Bytes = "{not"u8.ToArray(), Headers = [new("content-type", "application/json; charset=utf-8"), new("x-name", "Zoë")],
        });

        var request = server.Requests.ShouldHaveSingleItem();
        request.ShouldContain("Content-Type: application/json; charset=utf-8\r\n");
        request.ShouldContain("x-name: Zoë\r\n");
        request.ShouldNotContain("octet-stream");
        request.ShouldEndWith("{not");
    }

    [Fact]
    public async Task Sender_ShouldReadWhatIsCompressed()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true))
        {
            await gzip.WriteAsync("""{"a":1}"""u8.ToArray(), Stop);
        }

        await using var server = new RawServer(_ =>
            [.. Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {packed.Length}\r\n\r\n"), .. packed.ToArray()]);

        (await SendAsync(server.Address, new Outgoing())).Value!.ToJsonString().ShouldBe("""{"a":1}""");
    }

    [Fact]
    public async Task Sender_ShouldReturnARedirect_RatherThanFollowIt()
    {
        await using var server = new RawServer(RawServer.Answer("302 Found", "", "Location: /elsewhere\r\n"));

        (await SendAsync(server.Address, new Outgoing())).HeaderValues("LOCATION").ShouldBe(["/elsewhere"]);

        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Sender_ShouldKeepNoCookies_BecauseCasesShareNothing()
    {
        await using var server = new RawServer(RawServer.Answer("200 OK", "{}", "Set-Cookie: session=1\r\n"));
        using var sender = new HttpSender(server.Address, TimeProvider.System);

        await sender.SendAsync(new Outgoing(), Patience, Stop);
        await sender.SendAsync(new Outgoing(), Patience, Stop);

        server.Requests.Count.ShouldBe(2);
        server.Requests[1].ShouldNotContain("session");
    }

    [Fact]
    public async Task Sender_ShouldSayWhereNobodyAnswers()
    {
        using var closed = new Socket(SocketType.Stream, ProtocolType.Tcp);
        closed.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var address = $"http://{new IPEndPoint(IPAddress.Loopback, ((IPEndPoint)closed.LocalEndPoint!).Port)}";

        var failure = await FailAsync(address, new Outgoing { Path = "/orders" });

        failure.ShouldStartWith($"GET /orders to {address}: it does not answer: ");
        failure.ShouldContain("refused", Case.Insensitive);
    }

    [Fact]
    public async Task Sender_ShouldGiveUp_WhenTheTimeIsUp()
    {
        await using var server = new RawServer(_ => null);
        using var sender = new HttpSender(server.Address, TimeProvider.System);

        (await Should.ThrowAsync<HttpEndpointException>(() => sender.SendAsync(new Outgoing(), TimeSpan.FromMilliseconds(100), Stop)))
            .Message.ShouldEndWith("no answer within 0.1 s.");
    }

    [Fact]
    public async Task Sender_ShouldBeCancelled_WhenItsCallerIs()
    {
        await using var server = new RawServer(_ => null);
        using var sender = new HttpSender(server.Address, TimeProvider.System);
        using var cancelled = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        await Should.ThrowAsync<OperationCanceledException>(() => sender.SendAsync(new Outgoing(), Patience, cancelled.Token));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort")]
    [InlineData("no http at all\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nnope")]
    [InlineData("")]
    public async Task Sender_ShouldNotTell_WhenTheAnswerIsBroken(string answer)
    {
        await using var server = new RawServer(answer);

        (await FailAsync(server.Address, new Outgoing())).ShouldContain(server.Address);
    }

    [Fact]
    public async Task Sender_ShouldRefuseAnAnswerOutOfBounds()
    {
        var body = new byte[HttpBody.Largest + 1];
        await using var server = new RawServer(_ =>
            [.. Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\n\r\n"), .. body]);

        (await FailAsync(server.Address, new Outgoing())).ShouldEndWith("the answer is larger than 10 MiB.");
    }

    [Theory]
    [InlineData("localhost:8080", "no URL")]
    [InlineData("ftp://localhost", "no URL")]
    [InlineData("http://user:pa55word@localhost:8080", "Authorization header")]
    [InlineData("http://localhost:8080/?key=pa55word", "query")]
    [InlineData("http://user:pa55word@", "no URL")]
    public void Sender_ShouldSayWhatIsWrongWithAnAddress_WithoutItsSecrets(string address, string expected)
    {
        var message = Should.Throw<HttpEndpointException>(() => new HttpSender(address, TimeProvider.System)).Message;

        message.ShouldContain(expected);
        message.ShouldNotContain("pa55word");
    }

    [Theory]
    [InlineData("orders", "begins with /")]
    [InlineData("/a#b", "%23")]
    [InlineData("http://elsewhere/", "begins with /")]
    public async Task Sender_ShouldRefuseWhatIsNoPath(string path, string expected) =>
        (await FailAsync("http://127.0.0.1:1", new Outgoing { Path = path })).ShouldContain(expected);

    [Theory]
    [InlineData("x", "a\r\nInjected: 1", "line break")]
    [InlineData("a b", "1", "no name")]
    [InlineData("content-type", "a\nb", "line break")]
    public async Task Sender_ShouldRefuseAHeaderThatHttpCannotSend(string name, string value, string expected) =>
        (await FailAsync("http://127.0.0.1:1", new Outgoing { Headers = [new(name, value)] })).ShouldContain(expected);

    [Fact]
    public async Task Sender_ShouldRefuseWhatIsNoMethod() =>
        (await FailAsync("http://127.0.0.1:1", new Outgoing { Method = "GE T" })).ShouldContain("\"GE T\" is no method");

    private static async Task<Candidate> SendAsync(string address, Outgoing outgoing)
    {
        using var sender = new HttpSender(address, TimeProvider.System);
        return await sender.SendAsync(outgoing, Patience, Stop);
    }

    private static async Task<string> FailAsync(string address, Outgoing outgoing) =>
        (await Should.ThrowAsync<HttpEndpointException>(() => SendAsync(address, outgoing))).Message;
}
