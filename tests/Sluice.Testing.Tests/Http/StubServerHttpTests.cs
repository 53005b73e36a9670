// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Sluice.Testing.Endpoints;
using Sluice.Testing.Http;

namespace Sluice.Testing.Tests.Http;

/// <summary>What a stub makes of HTTP's many forms.</summary>
public sealed class StubServerHttpTests : StubTest
{
    [Fact]
    public async Task Stub_ShouldReadWhatTheSenderSends_LetterByLetter()
    {
        var server = Start(id: "header:x-order");
        using var rule = server.Answer(Rule("any", null, null, caseId: "Zoë ✓") with
        {
            Answer = new StubAnswer { Headers = [new("X-Name", "Zoë")], Body = new("""{"total":12345678901234567890.10}"""u8.ToArray(), "application/json") },
        });
        using var sender = new HttpSender(server.Address.ToString(), TimeProvider.System);

        var answer = await sender.SendAsync(
            new Outgoing { Path = "/a b?ä=1", Headers = [new("X-Order", "Zoë ✓")], Value = JsonNode.Parse("""{"n":12345678901234567890.10}""") }, Patience, Stop);

        answer.Status.ShouldBe(200);
        answer.HeaderValues("x-name").ShouldBe(["Zoë"]);
        answer.Value!.ToJsonString().ShouldBe("""{"total":12345678901234567890.10}""");
        var request = (await ArriveAsync(server, 1))[0];
        request.Path.ShouldBe("/a%20b?%C3%A4=1");
        request.CaseId.ShouldBe("Zoë ✓");
        request.Candidate.Value!.ToJsonString().ShouldBe("""{"n":12345678901234567890.10}""");
    }

    [Theory]
    [InlineData("HEAD")]
    [InlineData("OPTIONS")]
    [InlineData("PATCH")]
    public async Task Stub_ShouldServeEveryMethod(string method)
    {
        var server = Start();
        using var rule = server.Answer(Rule("any", null, "1"));

        using var response = await Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), server.Address), Stop);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync(Stop)).ShouldBe(method == "HEAD" ? "" : "1");
        (await TextAsync(server, "/")).ShouldBe("200 1");
    }

    [Fact]
    public async Task Stub_ShouldAnswerWithoutABody_WhenTheStatusHasNone()
    {
        var server = Start();
        using var rule = server.Answer(Rule("gone", null, "1") with { Answer = new StubAnswer { Status = 204 } });

        (await TextAsync(server, "/")).ShouldBe("204 ");
        (await TextAsync(server, "/")).ShouldBe("204 ");
    }

    [Theory]
    [InlineData(200)]
    [InlineData(204)]
    [InlineData(304)]
    public async Task Stub_ShouldReadABodyInChunks_OnOneConnection(int status)
    {
        var server = Start();
        using var rule = server.Answer(Rule("any") with { Answer = new StubAnswer { Status = status } });
        foreach (var i in Enumerable.Range(0, 3))
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, server.Address) { Content = JsonContent.Create(new { i }) };
            request.Headers.TransferEncodingChunked = true;
            using var response = await Client.SendAsync(request, Stop);
            ((int)response.StatusCode).ShouldBe(status);
        }

        (await ArriveAsync(server, 3)).Select(request => request.Candidate.Value!.ToJsonString()).ShouldBe(["""{"i":0}""", """{"i":1}""", """{"i":2}"""]);
    }

    [Theory]
    [InlineData("http://127.0.0.1:0", "127.0.0.1")]
    [InlineData("http://127.0.0.1:0", "localhost")]
    [InlineData("http://localhost:0", "localhost")]
    [InlineData("http://localhost:0/", "127.0.0.1")]
    [InlineData("http://0.0.0.0:0", "127.0.0.1")]
    [InlineData("http://0.0.0.0:0", "localhost")]
    public async Task Stub_ShouldBeReached_UnderTheNamesOfItsAddress(string address, string host)
    {
        var server = Start(address);
        using var rule = server.Answer(Rule("any", null, "1"));

        (await Client.GetStringAsync(new UriBuilder("http", host, server.Address.Port).Uri, Stop)).ShouldBe("1");
    }

    [Theory]
    [InlineData(100, "x", "1", "status 100")]
    [InlineData(600, "x", "1", "status 600")]
    [InlineData(200, "a b", "1", "\"a b\"")]
    [InlineData(200, "x", "a\r\nInjected: 1", "\"x\"")]
    [InlineData(200, "content-length", "1", "content-length")]
    public void Stub_ShouldRefuseARule_ThatNoServerCouldAnswer(int status, string header, string value, string expected)
    {
        var rule = Rule("bad") with { Answer = new StubAnswer { Status = status, Headers = [new(header, value)] } };

        Should.Throw<HttpEndpointException>(() => Start().Answer(rule)).Message.ShouldContain(expected);
    }
}
