// SPDX-License-Identifier: Apache-2.0

using System.Net;
using Sluice.EndToEnd.Tests.Gateways;
using Sluice.EndToEnd.Tests.Http;
using Sluice.Soak.Gateways;

namespace Sluice.EndToEnd.Tests.Security.Limits;

/// <summary>More at a time than the gateway takes: refused at once, and served again as soon as there is room.</summary>
public sealed class OverloadTests
{
    private const string Body = """{"records":[{"value":"v"}]}""";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Polls_ShouldBeRefusedPastTheirBound_WhileWritesGoOn_AndTakenAgain()
    {
        // A process of its own: the metrics of one are of all gateways in it.
        await using var gateway = await GatewayProcess.StartAsync(bootstrapServers: null, Cancellation, new Dictionary<string, string>
        {
            ["Limits__MaxPolls"] = "3",
            [GatewayProcess.ManagementSetting] = "http://127.0.0.1:0",
        });
        using var client = new GatewayClient(gateway.Http.Address);
        var topic = await client.CreateTopicAsync();
        var polls = Enumerable.Range(0, 4).Select(_ => client.GetRecordsAsync(topic, 0, "0", "?timeout=30000")).ToList();

        var refused = await Task.WhenAny(polls);
        var problem = await refused.ShouldBeProblemAsync("overloaded");

        problem.GetProperty("detail").GetString()!.ShouldContain("Limits:MaxPolls");
        await UntilOneOverloadIsCountedAsync(gateway.Management!);
        (await client.ReadAsync(topic, 0)).Records.ShouldBeEmpty();
        await client.WriteValuesAsync(topic, "\"wakes all\"");
        foreach (var answer in await Task.WhenAll(polls.Except([refused])))
        {
            (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldContain("wakes all");
            answer.Dispose();
        }

        (await client.ReadAsync(topic, 0, "?timeout=30000")).Values.ShouldBe(["wakes all"]);
    }

    [Fact]
    public async Task Request_ShouldBeRefusedWhileItsBodyIsSent_AndItsConnectionServeTheNext()
    {
        await using var gateway = await StartAsync(("Limits:MaxRequests", "1"));
        var client = gateway.Client;
        var topic = await client.CreateTopicAsync();
        using var first = await TakeTheOnePlaceAsync(client.Address, topic);
        await first.SendAsync(Body[..^1]);

        // Most of this body is never asked for, and the answer does not wait for it.
        const int Large = 1_000_000;
        using var second = await RawHttp.ConnectAsync(client.Address);
        await second.SendAsync(Head(topic, Large) + Body);
        var refused = await second.ReceiveAsync();

        refused.ShouldBeProblem("overloaded");
        refused.Headers["Retry-After"].ShouldBe("1");
        await first.SendAsync(Body[^1..]);
        (await first.ReceiveAsync()).Status.ShouldBe(200);
        await second.SendAsync(new string(' ', Large - Body.Length) + Head(topic, Body.Length) + Body);
        (await second.ReceiveAsync()).Status.ShouldBe(200);
        (await client.GetOffsetsAsync(topic)).Latest.ShouldBe(2);
    }

    [Theory]
    [InlineData("00:00:30", true)]
    [InlineData("00:00:00", false)]
    public async Task Writes_ShouldWaitForMemory_WhenTheyAreMoreThanItHasRoomFor(string wait, bool areAllServed)
    {
        await using var gateway = await StartAsync(
            ("Limits:MemoryBudget", "16777216"), ("Limits:MemoryWait", wait), ("Gateway:MaxRequestBytes", "2000000"));
        var topic = await gateway.Client.CreateTopicAsync();
        var record = $$"""{"value":"{{new string('v', 100)}}"}""";
        var body = $$"""{"records":[{{string.Join(',', Enumerable.Repeat(record, 1_000))}}]}""";

        // Each takes 0.7 MB.
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => gateway.Client.PostAsync(topic, body)));

        var served = answers.Count(answer => answer.StatusCode == HttpStatusCode.OK);
        (served == answers.Length).ShouldBe(areAllServed, $"{served} of {answers.Length} were served");
        foreach (var answer in answers.Where(answer => answer.StatusCode != HttpStatusCode.OK))
        {
            await answer.ShouldBeProblemAsync("overloaded");
        }

        (await gateway.Client.GetOffsetsAsync(topic)).Latest.ShouldBe(1_000 * served);
    }

    [Theory]
    [InlineData("00:00:30", true)]
    [InlineData("00:00:00", false)]
    public async Task Read_ShouldWaitForMemory_WhenThereIsNoneForItsFirstRecord(string wait, bool isServed)
    {
        await using var gateway = await StartAsync(
            ("Limits:MemoryBudget", "16777216"), ("Limits:Caller:MemoryShare", "1"), ("Limits:MemoryWait", wait), ("Gateway:MaxRequestBytes", "4000000"));
        var topic = await gateway.Client.CreateTopicAsync();
        (await gateway.Client.PostAsync(topic, $$"""{"records":[{"value":"{{new string('v', 400_000)}}"}]}""")).StatusCode.ShouldBe(HttpStatusCode.OK);

        // These take 16.1 MB until their bodies are there; what is to be read takes 0.8.
        var (first, taken) = await AskForAsync(gateway.Client.Address, topic, 4_000_000);
        var (second, takenToo) = await AskForAsync(gateway.Client.Address, topic, 3_000_000);
        using var firstRequest = first;
        using var secondRequest = second;
        (taken, takenToo).ShouldBe((100, 100));
        var reading = gateway.Client.GetAsync($"v1/consumer/topics/{topic}/partitions/0/offsets/0");
        if (isServed)
        {
            (await Task.WhenAny(reading, Task.Delay(500, Cancellation))).ShouldNotBe(reading, "it was answered without memory");
            first.Dispose();
            (await reading).StatusCode.ShouldBe(HttpStatusCode.OK);
        }
        else
        {
            await (await reading).ShouldBeProblemAsync("overloaded");
        }
    }

    [Fact]
    public async Task Connections_ShouldBeClosedPastTheirBound_ButForTheOperators()
    {
        await using var gateway = await StartAsync(("Limits:Connections:Max", "4"), ("Management:Url", "http://127.0.0.1:0"));
        var address = gateway.Client.Address;
        var open = new List<RawHttp>();
        for (var i = 0; i < 4; i++)
        {
            open.Add(await RawHttp.ConnectAsync(address));
            await open[i].SendAsync("GET /v1/metadata/topics HTTP/1.1\r\nHost: gateway\r\n\r\n");
            (await open[i].ReceiveAsync()).Status.ShouldBe(200);
        }

        using (var refused = await RawHttp.ConnectAsync(address))
        {
            (await refused.ReceiveToEndAsync()).ShouldBeEmpty();
        }

        (await RawHttp.GetAsync(gateway.ManagementAddress, "GET", "/health/live")).Status.ShouldBe(200);
        open.ForEach(connection => connection.Dispose());
        await UntilAsync(() => gateway.Client.GetAsync("v1/metadata/topics"), answer => answer.IsSuccessStatusCode);
    }

    [Theory]
    [InlineData("X-Large", 40_000, 1, 431)]
    [InlineData("X-Many", 1, 120, 431)]
    public async Task Request_ShouldBeRefused_WhenItsHeadersAreTooLargeOrTooMany(string name, int length, int count, int status)
    {
        await using var gateway = await StartAsync();
        var headers = Enumerable.Range(0, count).Select(i => $"{name}-{i}: {new string('a', length)}");

        var refused = await RawHttp.GetAsync(gateway.Client.Address, "GET", "/v1/metadata/topics", headers);

        refused.Status.ShouldBe(status);
    }

    [Fact]
    public async Task Request_ShouldBeRefused_WhenItsTargetIsTooLong()
    {
        await using var gateway = await StartAsync();

        (await RawHttp.GetAsync(gateway.Client.Address, "GET", "/v1/metadata/topics?" + new string('a', 9_000))).Status.ShouldBe(414);
    }

    private static string Head(string topic, int length) =>
        $"POST /v1/producer/topics/{topic} HTTP/1.1\r\nHost: gateway\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n";

    // The gateway asks for the body of a request that it has taken.
    private static async Task<(RawHttp Request, int Status)> AskForAsync(Uri address, string topic, int length)
    {
        var request = await RawHttp.ConnectAsync(address);
        await request.SendAsync(Head(topic, length).Replace("\r\n\r\n", "\r\nExpect: 100-continue\r\n\r\n", StringComparison.Ordinal));
        return (request, (await request.ReceiveAsync()).Status);
    }

    // Until the call before has given its place back, none is.
    private static async Task<RawHttp> TakeTheOnePlaceAsync(Uri address, string topic)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        deadline.CancelAfter(Patience);
        while (true)
        {
            var (request, status) = await AskForAsync(address, topic, Body.Length);
            if (status == 100)
            {
                return request;
            }

            request.Dispose();
            await Task.Delay(20, deadline.Token);
        }
    }

    // It is counted once it is answered, which the client may see before.
    private static async Task UntilOneOverloadIsCountedAsync(Uri management)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        deadline.CancelAfter(Patience);
        while (!(await RawHttp.GetAsync(management, "GET", "/metrics")).Body.Contains("sluice_error_code=\"overloaded\"} 1\n", StringComparison.Ordinal))
        {
            await Task.Delay(20, deadline.Token);
        }
    }

    private static Task<RunningGateway> StartAsync(params (string Name, string Value)[] settings) =>
        RunningGateway.StartAsync(settings.ToDictionary(s => s.Name, s => (string?)s.Value));

    private static async Task<HttpResponseMessage> UntilAsync(Func<Task<HttpResponseMessage>> ask, Func<HttpResponseMessage, bool> isMet)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        deadline.CancelAfter(Patience);
        while (true)
        {
            try
            {
                var answer = await ask();
                if (isMet(answer))
                {
                    return answer;
                }

                answer.Dispose();
            }
            catch (HttpRequestException)
            {
                // A connection that was closed as soon as it was made.
            }

            await Task.Delay(20, deadline.Token);
        }
    }
}
