// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Sluice.EndToEnd.Tests.Gateways;
using Sluice.EndToEnd.Tests.Http;

namespace Sluice.EndToEnd.Tests.Security.Limits;

/// <summary>Clients that hold a connection by sending or reading a byte now and then.</summary>
public sealed class SlowClientTests : IAsyncLifetime
{
    private static readonly TimeSpan Now = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private RunningGateway _gateway = null!;

    private GatewayClient Client => _gateway.Client;

    public async ValueTask InitializeAsync() => _gateway = await RunningGateway.StartAsync(new Dictionary<string, string?>
    {
        ["Limits:Connections:HeadersTimeout"] = "00:00:02",
        ["Limits:Connections:KeepAliveTimeout"] = "00:00:02",
        ["Limits:Connections:MinBytesPerSecond"] = "1000",
        ["Limits:Connections:SlowGrace"] = "00:00:02",
    });

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task Client_ShouldBeCutOff_WhenItSendsHeadersByteByByte()
    {
        using var connection = await RawHttp.ConnectAsync(Client.Address);
        var sending = TrickleAsync(connection, "GET /v1/metadata/topics HTTP/1.1\r\nHost: gateway\r\nX-Slow: " + new string('a', 10_000));

        var answer = await connection.ReceiveToEndAsync();

        answer.ShouldStartWith("HTTP/1.1 408 ");
        await sending;
    }

    [Theory]
    [InlineData("Content-Length: 5000", "{\"records\":[{\"value\":\"v\"}")]
    [InlineData("Transfer-Encoding: chunked", "1388\r\n{\"records\":[{\"value\":\"v\"}")]
    public async Task Client_ShouldBeCutOffWithAnAnswer_WhenItSendsItsBodyByteByByte(string headers, string start)
    {
        var topic = await Client.CreateTopicAsync();
        using var connection = await RawHttp.ConnectAsync(Client.Address);
        await connection.SendAsync(
            $"POST /v1/producer/topics/{topic} HTTP/1.1\r\nHost: gateway\r\nContent-Type: application/json\r\n{headers}\r\n\r\n{start}");
        var sending = TrickleAsync(connection, new string(' ', 4_000));

        var answer = await connection.ReceiveToEndAsync();

        answer.ShouldStartWith("HTTP/1.1 408 ");
        answer.ShouldContain("\"code\":\"request-timeout\"");
        answer.ShouldContain("\"retryable\":true");
        await sending;
        (await Client.GetOffsetsAsync(topic)).Latest.ShouldBe(0);
    }

    [Fact]
    public async Task Client_ShouldBeCutOff_WhenItReadsItsAnswerByteByByte()
    {
        // As JSON each of these bytes is six: far more than the sockets on the way hold.
        var topic = await Client.CreateTopicAsync();
        var value = string.Concat(Enumerable.Repeat("\\u0001", 900_000));
        for (var i = 0; i < 4; i++)
        {
            await Client.WriteValuesAsync(topic, $"\"{value}\"");
        }

        // What the sockets take at once counts as fast, so that only a high rate shows soon.
        await using var gateway = await RunningGateway.StartAsync(new Dictionary<string, string?>
        {
            ["Kafka:BootstrapServers"] = await Client.GetBootstrapServersAsync(),
            ["Limits:Connections:MinBytesPerSecond"] = "5000000",
            ["Limits:Connections:SlowGrace"] = "00:00:02",
            ["Limits:MaxRequests"] = "1",
        });
        using var connection = await RawHttp.ConnectAsync(gateway.Client.Address, receiveBuffer: 4096);
        await connection.SendAsync(RawHttp.Head("GET", $"/v1/consumer/topics/{topic}/partitions/0/offsets/0?count=4"));
        (await connection.ReceiveByteAsync()).ShouldBeTrue();
        using var over = new CancellationTokenSource();
        var reading = ReadSlowlyAsync(connection, over.Token);

        // The answer holds the one place there is, until its reader is given up.
        var clock = Stopwatch.StartNew();
        var isServed = false;
        while (!isServed)
        {
            clock.Elapsed.ShouldBeLessThan(Patience, "the server is too patient");
            await Task.Delay(Now, TestContext.Current.CancellationToken);
            using var others = await gateway.Client.GetAsync("v1/metadata/topics");
            isServed = others.IsSuccessStatusCode;
        }

        await over.CancelAsync();
        await reading;
        (await connection.ReceiveToEndAsync()).Length.ShouldBeLessThan(10_000_000);
        (await Client.ReadAsync(topic, 0, "?count=4")).Records.Count.ShouldBe(4);
    }

    [Fact]
    public async Task Connection_ShouldBeClosed_WhenNothingIsAskedOnIt()
    {
        using var unused = await RawHttp.ConnectAsync(Client.Address);
        using var used = await RawHttp.ConnectAsync(Client.Address);
        await used.SendAsync("GET /health/live HTTP/1.1\r\nHost: gateway\r\n\r\n");
        (await used.ReceiveAsync()).Status.ShouldBe(200);

        var ends = await Task.WhenAll(unused.ReceiveToEndAsync(), used.ReceiveToEndAsync());

        ends.ShouldBe(["", ""]);
    }

    [Fact]
    public async Task LongPoll_ShouldNotBeTakenForASlowClient()
    {
        var topic = await Client.CreateTopicAsync();

        var page = await Client.ReadAsync(topic, 0, "?timeout=5000");

        page.Records.ShouldBeEmpty();
        page.Elapsed.ShouldBeGreaterThan(TimeSpan.FromSeconds(4.5));
    }

    [Fact]
    public async Task Others_ShouldBeServed_WhileHundredsAreSlow()
    {
        var topic = await Client.CreateTopicAsync();
        var connections = new List<RawHttp>();
        try
        {
            for (var i = 0; i < 300; i++)
            {
                connections.Add(await RawHttp.ConnectAsync(Client.Address));
                await connections[i].SendAsync(i % 2 == 0
                    ? "GET /v1/metadata/topics HTTP/1.1\r\nHost:"
                    : $"POST /v1/producer/topics/{topic} HTTP/1.1\r\nHost: gateway\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n");
            }

            await Client.WriteValuesAsync(topic, "\"in time\"");
            (await Client.ReadAsync(topic, 0)).Values.ShouldBe(["in time"]);

            var ends = await Task.WhenAll(connections.Select(connection => connection.ReceiveToEndAsync()));
            ends.ShouldAllBe(end => end.StartsWith("HTTP/1.1 408 ", StringComparison.Ordinal));
        }
        finally
        {
            connections.ForEach(connection => connection.Dispose());
        }
    }

    // Until the server closes, or for longer than it may take to.
    private static async Task TrickleAsync(RawHttp connection, string text)
    {
        var clock = Stopwatch.StartNew();
        try
        {
            foreach (var character in text)
            {
                await connection.SendAsync(character.ToString());
                clock.Elapsed.ShouldBeLessThan(Patience, "the server is too patient");
                await Task.Delay(Now, TestContext.Current.CancellationToken);
            }
        }
        catch (IOException)
        {
            // That is what the test waits for.
        }
    }

    private static async Task ReadSlowlyAsync(RawHttp connection, CancellationToken over)
    {
        try
        {
            while (!over.IsCancellationRequested && await connection.ReceiveByteAsync())
            {
                await Task.Delay(Now, TestContext.Current.CancellationToken);
            }
        }
        catch (IOException)
        {
            // It was cut off.
        }
    }
}
