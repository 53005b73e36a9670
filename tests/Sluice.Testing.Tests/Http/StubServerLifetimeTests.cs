// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Net.Sockets;
using System.Text;
using Sluice.Testing.Http;

namespace Sluice.Testing.Tests.Http;

/// <summary>How a stub begins to listen, and how it stops.</summary>
public sealed class StubServerLifetimeTests : StubTest
{
    [Fact]
    public async Task Stub_ShouldEndWhatIsUnderWay_WhenItStops()
    {
        var server = Start();
        using var soon = server.Answer(Rule("soon", """{"path":"/soon"}""", "1") with { Delay = TimeSpan.FromMilliseconds(200) });
        using var never = server.Answer(Rule("never", """{"path":"/never"}""", "2") with { Delay = TimeSpan.FromHours(1) });
        var inTime = GetAsync(server, "/soon");
        var cutOff = TextAsync(server, "/never");
        await ArriveAsync(server, 2);

        await server.DisposeAsync().AsTask().WaitAsync(Patience, Stop);

        using var answer = await inTime;
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.ConnectionClose.ShouldBe(true);
        (await answer.Content.ReadAsStringAsync(Stop)).ShouldBe("1");
        (await cutOff).ShouldBe("503 ");
        await Should.ThrowAsync<HttpRequestException>(() => TextAsync(server, "/soon"));
    }

    [Fact]
    public async Task Stub_ShouldStop_WhileRequestsGoOnComing()
    {
        foreach (var _ in Enumerable.Range(0, 5))
        {
            var server = Start();
            using var rule = server.Answer(Rule("any", null, "1"));
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(Stop);
            var clients = Enumerable.Range(0, 20).Select(_ => HammerAsync(server, enough.Token)).ToArray();
            await ArriveAsync(server, 100);

            await server.DisposeAsync().AsTask().WaitAsync(Patience, Stop);

            await enough.CancelAsync();
            (await Task.WhenAll(clients)).SelectMany(one => one).Count(answer => answer == "200 1").ShouldBeGreaterThan(50);
            using var next = new TcpClient();
            await Should.ThrowAsync<SocketException>(() => next.ConnectAsync(IPAddress.Loopback, server.Address.Port, Stop).AsTask());
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("GET / HT")]
    [InlineData("POST / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: 100\r\n\r\nabc")]
    public async Task Stub_ShouldStop_WhenAClientSaysNoMore(string begun)
    {
        var server = Start(options: new StubServerOptions { TransferTimeout = TimeSpan.FromHours(1), StopTimeout = TimeSpan.FromMilliseconds(100) });
        var silent = SendRawAsync(
            server, Encoding.ASCII.GetBytes(begun.Replace("{port}", $"{server.Address.Port}", StringComparison.Ordinal)), thenEnd: false);
        (await TextAsync(server, "/")).ShouldStartWith("404");

        await server.DisposeAsync().AsTask().WaitAsync(Patience, Stop);

        (await silent).ShouldNotContain("stubs");
    }

    [Fact]
    public async Task Stub_ShouldLeaveItsPort_WhenItStops()
    {
        var first = Start();
        (await TextAsync(first, "/")).ShouldStartWith("404");
        await first.DisposeAsync();
        await first.DisposeAsync();

        var second = Start(first.Address.ToString());
        using var rule = second.Answer(Rule("any", null, "1"));

        (await TextAsync(second, "/")).ShouldBe("200 1");
    }

    [Fact]
    public void Stub_ShouldNameTheAddress_WhenItsPortIsTaken()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}";

        Should.Throw<HttpEndpointException>(() => Start(address)).Message.ShouldStartWith($"The stub cannot listen on {address}: Address already in use.");
    }

    [Fact]
    public async Task Stub_ShouldNameTheAddress_WhenAnotherStubHasIt()
    {
        var first = Start();
        using var rule = first.Answer(Rule("any", null, "1"));

        Should.Throw<HttpEndpointException>(() => Start(first.Address.ToString())).Message.ShouldContain($"cannot listen on {first.Address.ToString().TrimEnd('/')}");

        (await TextAsync(first, "/")).ShouldBe("200 1");
    }

    [Theory]
    [InlineData("https://127.0.0.1:9090", "speaks no TLS, so it cannot listen on https://127.0.0.1:9090: write http://127.0.0.1:9090")]
    [InlineData("ftp://127.0.0.1:9090", "speaks HTTP")]
    [InlineData("127.0.0.1:9090", "no address for a stub")]
    [InlineData("http://user:pa55word@127.0.0.1:9090", "http://127.0.0.1:9090 carries credentials")]
    [InlineData("http://127.0.0.1:9090/prices", "write http://127.0.0.1:9090, and match the path")]
    [InlineData("http://203.0.113.7:9090", "cannot listen on http://203.0.113.7:9090")]
    [InlineData("http://203.0.113.7:0", "cannot listen on http://203.0.113.7:0")]
    [InlineData("http://no-such-host.invalid:9090", "cannot listen on http://no-such-host.invalid:9090")]
    public void Stub_ShouldSayWhatIsWrongWithItsAddress(string address, string expected) =>
        Should.Throw<HttpEndpointException>(() => Start(address)).Message.ShouldContain(expected);

    private async Task<List<string>> HammerAsync(StubServer server, CancellationToken enough)
    {
        var answers = new List<string>();
        try
        {
            while (!enough.IsCancellationRequested)
            {
                answers.Add(await TextAsync(server, "/"));
            }
        }
        catch (Exception gone) when (gone is HttpRequestException or SocketException)
        {
            // It has stopped.
        }

        return answers;
    }
}
