// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Sluice.Gateway.Tests.Hosting.Shutdown;

public sealed class GracefulStopTests
{
    private const string Records = """{"records":[{"value":"one"},{"value":"two"}]}""";
    private const string Read = $"/v1/consumer/topics/{StoppableGateway.Topic}/partitions/0/offsets/";
    private const string Write = $"/v1/producer/topics/{StoppableGateway.Topic}";
    private const int Stopping = 110;
    private const int Stopped = 111;
    private const int StoppedUnfinished = 112;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Server_ShouldServeButSayThatItIsNotReady_DuringTheDelay()
    {
        await using var gateway = await StoppableGateway.StartAsync(timeout: "00:05:00", delay: "00:04:00");
        await gateway.CreateTopicAsync();
        (await gateway.Client.GetAsync(new Uri("health/ready", UriKind.Relative), Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);

        var stop = gateway.StopAsync();
        await gateway.SaysAsync(Stopping);

        using var ready = await gateway.Client.GetAsync(new Uri("health/ready", UriKind.Relative), Cancellation);
        ready.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await CodeAsync(ready)).ShouldBe("stopping");
        (await gateway.Client.GetAsync(new Uri("health/live", UriKind.Relative), Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var written = await gateway.Client.PostAsync(new Uri(Write, UriKind.Relative), Json(Records), Cancellation);
        written.StatusCode.ShouldBe(HttpStatusCode.OK);
        written.Headers.ConnectionClose.ShouldBe(true);
        stop.IsCompleted.ShouldBeFalse();
        await gateway.HurryAsync();
        await stop;
    }

    [Fact]
    public async Task RequestUnderWay_ShouldBeAnswered_WhenItsBodyArrivesAfterTheSignal()
    {
        await using var gateway = await StoppableGateway.StartAsync(timeout: "00:05:00");
        await gateway.CreateTopicAsync();
        using var slow = await WireConnection.OpenAsync(gateway.Address);
        await slow.SendAsync(WireConnection.Post(Write, Records.Length) + Records[..10]);
        await gateway.HasUnderWayAsync(1);

        var stop = gateway.StopAsync();
        await gateway.SaysAsync(Stopping);
        await slow.SendAsync(Records[10..]);
        var answer = await slow.ReceiveAsync();
        await stop;

        answer!.Value.Head.ShouldStartWith("HTTP/1.1 200");
        answer.Value.Body.ShouldBe("""{"offsets":[{"partition":0,"offset":0},{"partition":0,"offset":1}]}""");
        (await gateway.SaysAsync(Stopped)).Message.ShouldContain("1 requests under way were waited for, none was cut off; 0 were refused");
    }

    [Fact]
    public async Task LatecomerOnAnOpenConnection_ShouldBeRefusedWithAnAnswer()
    {
        await using var gateway = await StoppableGateway.StartAsync(timeout: "00:05:00");
        await gateway.CreateTopicAsync();
        using var slow = await WireConnection.OpenAsync(gateway.Address);
        await slow.SendAsync(WireConnection.Post(Write, Records.Length) + Records[..10]);
        using var idle = await WireConnection.OpenAsync(gateway.Address);
        await idle.SendAsync(WireConnection.Get("/v1/metadata/topics"));
        (await idle.ReceiveAsync())!.Value.Head.ShouldStartWith("HTTP/1.1 200");
        await gateway.HasUnderWayAsync(1);

        var stop = gateway.StopAsync();
        await gateway.SaysAsync(Stopping);
        await gateway.IsClosedAsync();
        await idle.SendAsync(WireConnection.Post(Write, Records.Length) + Records);
        var refusal = await idle.ReceiveAsync();
        using var late = await WireConnection.OpenAsync(gateway.Address);
        await late.SendAsync(WireConnection.Get(Read + "0"));
        var other = await late.ReceiveAsync();
        await slow.SendAsync(Records[10..]);
        await stop;

        foreach (var (head, body) in (List<(string, string)>)[refusal!.Value, other!.Value])
        {
            head.ShouldStartWith("HTTP/1.1 503");
            head.ShouldContain("Connection: close\n");
            head.ShouldContain("Retry-After: 1\n");
            JsonElement.Parse(body).GetProperty("code").GetString().ShouldBe("stopping");
            JsonElement.Parse(body).GetProperty("retryable").GetBoolean().ShouldBeTrue();
        }

        (await idle.ReceiveAsync()).ShouldBeNull();
        (await slow.ReceiveAsync())!.Value.Head.ShouldStartWith("HTTP/1.1 200");
        (await gateway.SaysAsync(Stopped)).Message.ShouldContain("2 were refused");
    }

    [Fact]
    public async Task LongPoll_ShouldBeAnsweredEarly()
    {
        await using var gateway = await StoppableGateway.StartAsync(timeout: "00:05:00");
        await gateway.CreateTopicAsync();
        using var poll = await WireConnection.OpenAsync(gateway.Address);
        await poll.SendAsync(WireConnection.Get(Read + "0?timeout=30000"));
        await gateway.HasUnderWayAsync(1);

        await gateway.StopAsync();

        var answer = await poll.ReceiveAsync();
        answer!.Value.Head.ShouldStartWith("HTTP/1.1 200");
        answer.Value.Body.ShouldBe("""{"records":[]}""");
    }

    [Fact]
    public async Task Stop_ShouldCutOff_WhatIsNotFinishedWithinTheLimit()
    {
        await using var gateway = await StoppableGateway.StartAsync(timeout: "00:00:01");
        await gateway.CreateTopicAsync();
        using var stuck = await WireConnection.OpenAsync(gateway.Address);
        await stuck.SendAsync(WireConnection.Post(Write, Records.Length) + Records[..10]);
        await gateway.HasUnderWayAsync(1);

        var failure = await Should.ThrowAsync<TimeoutException>(gateway.StopAsync());

        failure.Message.ShouldContain("Gateway:ShutdownTimeout (1 s): 1 requests were cut off");
        var warning = await gateway.SaysAsync(StoppedUnfinished);
        warning.Level.ShouldBe(LogLevel.Warning);
        warning.Message.ShouldContain("of 1 requests under way 1 were cut off");
    }

    [Fact]
    public async Task Stop_ShouldNotWait_WhenNobodyIsConnected()
    {
        await using var gateway = await StoppableGateway.StartAsync(timeout: "00:05:00");

        await gateway.StopAsync();

        (await gateway.SaysAsync(Stopped)).Message.ShouldContain("0 requests under way were waited for");
        using var client = new TcpClient();
        await Should.ThrowAsync<SocketException>(() => client.ConnectAsync(gateway.Address.Host, gateway.Address.Port, Cancellation).AsTask());
    }

    [Fact]
    public async Task ClientOfHttp2_ShouldBeToldToLeaveItsConnection()
    {
        await using var gateway = await StoppableGateway.StartAsync(timeout: "00:05:00", delay: "00:04:00");
        var connections = 0;
        using var client = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (context, token) =>
            {
                Interlocked.Increment(ref connections);
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(context.DnsEndPoint, token);
                return new NetworkStream(socket, ownsSocket: true);
            },
        })
        {
            BaseAddress = gateway.Http2Address,
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        await client.GetStringAsync(new Uri("v1/metadata/topics", UriKind.Relative), Cancellation);
        await client.GetStringAsync(new Uri("v1/metadata/topics", UriKind.Relative), Cancellation);
        connections.ShouldBe(1);

        var stop = gateway.StopAsync();
        await gateway.SaysAsync(Stopping);
        await client.GetStringAsync(new Uri("v1/metadata/topics", UriKind.Relative), Cancellation);
        await client.GetStringAsync(new Uri("v1/metadata/topics", UriKind.Relative), Cancellation);

        connections.ShouldBe(2);
        await gateway.HurryAsync();
        await stop;
    }

    private static StringContent Json(string text) => new(text, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));

    private static async Task<string?> CodeAsync(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("code").GetString();
}
