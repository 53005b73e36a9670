// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Net.Sockets;
using System.Text;
using Sluice.Testing.Http;

namespace Sluice.Testing.Tests.Http;

/// <summary>What clients do to a stub.</summary>
public sealed class StubServerFaultTests : StubTest
{
    [Theory]
    [InlineData("\r\n\r\n")]
    [InlineData("GET\r\n\r\n")]
    [InlineData("GET / HTTP/9.9\r\nHost: 127.0.0.1\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nno colon\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: -5\r\n\r\nabc")]
    [InlineData("POST / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: many\r\n\r\nabc")]
    [InlineData("POST / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: 100\r\n\r\nshort")]
    [InlineData("POST / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nnot hex\r\n")]
    [InlineData("POST / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nTransfer-Encoding: nonsense\r\n\r\nabc")]
    [InlineData("GET /%zz%ff%00 HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n")]
    [InlineData("GET http://elsewhere/a HTTP/1.1\r\nHost: elsewhere\r\n\r\n")]
    [InlineData("GET //double//slash HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n")]
    public async Task Stub_ShouldServeTheNext_WhateverOneClientSends(string request)
    {
        var server = Start();
        using var rule = server.Answer(Rule("any", null, "1"));

        await SendRawAsync(server, Encoding.ASCII.GetBytes(request.Replace("{port}", $"{server.Address.Port}", StringComparison.Ordinal)));

        (await TextAsync(server, "/")).ShouldBe("200 1");
    }

    [Theory]
    [InlineData("{\"a\":")]
    [InlineData("{\"a\":1,\"a\":2}")]
    [InlineData("\uFFFD\u0001")]
    public async Task Stub_ShouldRememberABodyThatIsNoJson_AsBytes(string body)
    {
        var server = Start();
        using var rule = server.Answer(Rule("any"));

        using var response = await Client.PostAsync(server.Address, new StringContent(body, Encoding.UTF8, "application/json"), Stop);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ArriveAsync(server, 1))[0].Candidate.Bytes!.Value.ToArray().ShouldBe(Encoding.UTF8.GetBytes(body));
    }

    [Theory]
    [InlineData("Content-Length: 100\r\n\r\n{\"whole\":true}")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nzz\r\nnot hex\r\n")]
    public async Task Stub_ShouldNotTakePartOfABody_ForTheWhole(string request)
    {
        var server = Start();
        using var rule = server.Answer(Rule("any"));

        var answer = await SendRawAsync(server, Encoding.ASCII.GetBytes($"POST / HTTP/1.1\r\nHost: 127.0.0.1:{server.Address.Port}\r\n{request}"));

        answer.ShouldStartWith("HTTP/1.1 400 ");
        (await ArriveAsync(server, 1))[0].AnsweredBy.ShouldBeNull();
    }

    [Fact]
    public async Task Stub_ShouldBearNestingWithoutEnd()
    {
        var server = Start();
        using var rule = server.Answer(Rule("any"));

        using var response = await Client.PostAsync(server.Address, new StringContent(new string('[', 1_000_000)), Stop);

        (await ArriveAsync(server, 1))[0].Candidate.Bytes!.Value.Length.ShouldBe(1_000_000);
    }

    [Theory]
    [InlineData(0, HttpStatusCode.OK)]
    [InlineData(1, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(10_000_000, HttpStatusCode.RequestEntityTooLarge)]
    public async Task Stub_ShouldRefuseABody_ThatIsTooLarge(int more, HttpStatusCode expected)
    {
        var server = Start();
        using var rule = server.Answer(Rule("any"));

        using var response = await Client.PostAsync(server.Address, new ByteArrayContent(new byte[HttpBody.Largest + more]), Stop);

        response.StatusCode.ShouldBe(expected);
        var request = (await ArriveAsync(server, 1))[0];
        request.Problem.ShouldBe(more == 0 ? null : "The body is larger than 10 MiB.");
        request.AnsweredBy.ShouldBe(more == 0 ? "any" : null);
        (await TextAsync(server, "/")).ShouldBe("200 ");
    }

    [Fact]
    public async Task Stub_ShouldNotWait_ForABodyThatDoesNotCome()
    {
        var server = Start(options: new StubServerOptions { TransferTimeout = TimeSpan.FromMilliseconds(500) });
        using var rule = server.Answer(Rule("any", null, "1"));

        var answer = await SendRawAsync(
            server, Encoding.ASCII.GetBytes($"POST /slow HTTP/1.1\r\nHost: 127.0.0.1:{server.Address.Port}\r\nContent-Length: 100\r\n\r\nabc"), thenEnd: false);

        answer.ShouldStartWith("HTTP/1.1 408 ");
        (await ArriveAsync(server, 1))[0].Problem.ShouldBe("The body did not come within 0.5 s.");
        (await TextAsync(server, "/")).ShouldBe("200 1");
    }

    [Fact]
    public async Task Stub_ShouldNotWait_ForAClientThatDoesNotReadItsAnswer()
    {
        var server = Start(options: new StubServerOptions { TransferTimeout = TimeSpan.FromMilliseconds(500) });
        using var large = server.Answer(Rule("large", """{"path":"/large"}""") with { Answer = new StubAnswer { Body = new(new byte[64 * 1024 * 1024], "x/y") } });
        using var small = server.Answer(Rule("small", """{"path":"/small"}""", "1"));
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, server.Address.Port, Stop);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET /large HTTP/1.1\r\nHost: 127.0.0.1:{server.Address.Port}\r\n\r\n"), Stop);
        await ArriveAsync(server, 1);

        (await TextAsync(server, "/small")).ShouldBe("200 1");
        await server.DisposeAsync().AsTask().WaitAsync(Patience, Stop);
    }

    [Fact]
    public async Task Stub_ShouldServeTheNext_WhenAClientGoesBeforeItsAnswer()
    {
        var server = Start();
        using var late = server.Answer(Rule("late", """{"path":"/late"}""", "1") with { Delay = TimeSpan.FromMilliseconds(200) });
        using var small = server.Answer(Rule("small", """{"path":"/small"}""", "2"));
        using var impatient = new CancellationTokenSource();
        var given = Client.GetAsync(new Uri(server.Address, "/late"), impatient.Token);
        await ArriveAsync(server, 1);

        await impatient.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => given);

        (await TextAsync(server, "/late")).ShouldBe("200 1");
        (await TextAsync(server, "/small")).ShouldBe("200 2");
    }
}
