// SPDX-License-Identifier: Apache-2.0

using Sluice.EndToEnd.Tests.Gateways;
using Sluice.EndToEnd.Tests.Http;
using Sluice.EndToEnd.Tests.ReferenceClient;

namespace Sluice.EndToEnd.Tests.Security.Limits;

/// <summary>Names and values that would end a line of a header or of the log, or move the cursor of the operator's terminal.</summary>
public sealed class InjectionTests
{
    private const string Forged = "forged";

    // A line of its own, a header, a colour, a clear screen, and what some programs take for the end of a line.
    private static readonly string[] Payloads =
    [
        $"a\r\n{Forged}: yes", $"a\n{Forged}", $"a\r{Forged}", $"a\u001b[2J{Forged}", $"a\u009b2J{Forged}", $"a\u2028{Forged}", $"a\u2029{Forged}",
        $"a\u0085{Forged}", $"a\0{Forged}", $"a\b{Forged}", $"a\u007f{Forged}",
    ];

    public static TheoryData<string> LogLevels => ["Information", "Trace"];

    [Theory]
    [MemberData(nameof(LogLevels))]
    public async Task Log_ShouldStayLinesOfText_WhateverClientsSend(string level)
    {
        string log;
        await using (var program = await SluiceProgram.ServeAsync(new Dictionary<string, string?>
        {
            ["Logging__LogLevel__Default"] = level,
            ["Logging__LogLevel__Microsoft"] = level,
        }))
        {
            using var client = new GatewayClient(program.Address);
            var topic = await client.CreateTopicAsync();
            foreach (var payload in Payloads)
            {
                await SendEverywhereAsync(client, topic, payload);
            }

            log = await program.EndAsync();
        }

        log.ShouldNotBeEmpty();
        log.Where(c => (char.IsControl(c) && c != '\n') || c is '\u2028' or '\u2029').ShouldBeEmpty();

        // A record begins where its line does.
        log.Split('\n').ShouldNotContain(line => line.StartsWith(Forged, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Answer_ShouldHaveNoHeaderOfTheClients_WhateverItSends()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var topic = await gateway.Client.CreateTopicAsync();
        foreach (var payload in Payloads)
        {
            var escaped = Uri.EscapeDataString(payload);
            foreach (var target in Targets(topic, escaped))
            {
                var answer = await RawHttp.GetAsync(gateway.Client.Address, "GET", target);

                answer.Headers.Keys.ShouldNotContain(Forged);
                answer.Headers.Values.ShouldAllBe(value => !value.Contains(Forged, StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public async Task Record_ShouldComeBackAsItWas_WhateverItsKeysAndHeadersHold()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var topic = await gateway.Client.CreateTopicAsync();
        foreach (var payload in Payloads.Where(payload => !payload.Contains('\0', StringComparison.Ordinal)))
        {
            var json = JsonTexts(payload);
            var place = (await gateway.Client.WriteAsync(
                topic, $$"""{"key":{{json}},"value":{{json}},"headers":[{"key":{{json}},"value":{{json}} }],"partition":0}""")).Single();

            var record = (await gateway.Client.ReadAsync(topic, place.Offset)).Records.Single();

            record.GetProperty("key").GetString().ShouldBe(payload);
            record.GetProperty("value").GetString().ShouldBe(payload);
            record.GetProperty("headers")[0].GetProperty("key").GetString().ShouldBe(payload);
            record.GetProperty("headers")[0].GetProperty("value").GetString().ShouldBe(payload);
        }
    }

    private static async Task SendEverywhereAsync(GatewayClient client, string topic, string payload)
    {
        var json = JsonTexts(payload);
        (await client.PutTopicAsync(payload, null)).Dispose();
        (await client.PutTopicAsync(topic + "2", $$"""{"topic_properties":{ {{json}}:{{json}} } }""")).Dispose();
        (await client.PostAsync(payload, """{"records":[{"value":1}]}""")).Dispose();
        (await client.PostAsync(topic, $$"""{"records":[{"key":{{json}},"value":{{json}},"headers":[{"key":{{json}},"value":{{json}} }]}]}""")).Dispose();
        (await client.PostAsync(topic, $$"""{"records":[{ {{json}}:1 }],{{json}}:{{json}} }""")).Dispose();
        foreach (var target in Targets(topic, Uri.EscapeDataString(payload)))
        {
            await RawHttp.GetAsync(client.Address, "GET", target);
        }

        // Header values and methods as raw bytes; the server may hang up on them.
        foreach (var text in (string[])[$"X-Any: {payload}", $"User-Agent: {payload}", $"traceparent: {payload}", $"Authorization: Bearer {payload}"])
        {
            await ExchangeAsync(client, $"GET /v1/metadata/topics HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\n{text}\r\n\r\n");
        }

        await ExchangeAsync(client, $"{payload} /v1/metadata/topics HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\n\r\n");
        await ExchangeAsync(client, $"GET /{payload} HTTP/1.1\r\nHost: {payload}\r\nConnection: close\r\n\r\n");
    }

    private static string[] Targets(string topic, string escaped) =>
    [
        $"/{escaped}",
        $"/v1/metadata/topics/{escaped}/partitions",
        $"/v1/metadata/topics/{topic}/partitions/{escaped}",
        $"/v1/consumer/topics/{topic}/partitions/0/offsets/{escaped}",
        $"/v1/consumer/topics/{topic}/partitions/0/offsets/0?format={escaped}&{escaped}={escaped}",
        $"/errors/{escaped}",
    ];

    private static async Task ExchangeAsync(GatewayClient client, string request)
    {
        using var connection = await RawHttp.ConnectAsync(client.Address);
        await connection.SendAsync(request);
        await connection.ReceiveToEndAsync();
    }

    private static string JsonTexts(string text) => System.Text.Json.Nodes.JsonValue.Create(text).ToJsonString();
}
