// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Net;
using Sluice.EndToEnd.Tests.Gateways;
using Sluice.EndToEnd.Tests.Http;

namespace Sluice.EndToEnd.Tests.Settings;

/// <summary>A gateway starts without its brokers, and says of every operation in time that it cannot be done now.</summary>
public sealed class UnreachableKafkaTests
{
    private static readonly TimeSpan ReferenceClientsTimeout = TimeSpan.FromSeconds(10);

    // Nothing listens on port 1, and every attempt to connect would be logged.
    private static readonly Dictionary<string, string?> Settings = new()
    {
        ["Kafka:BootstrapServers"] = "127.0.0.1:1",
        ["Gateway:Deadline"] = "00:00:03",
        ["Logging:LogLevel:Sluice.Kafka"] = "None",
    };

    [Fact]
    public async Task Operations_ShouldFailInTimeAndBeRetryable_WhenNoBrokerListens()
    {
        await using var gateway = await RunningGateway.StartAsync(Settings);
        var client = gateway.Client;

        await Task.WhenAll(
            ShouldFailAsync(client.GetAsync("v1/metadata/brokers")),
            ShouldFailAsync(client.GetAsync("v1/metadata/topics")),
            ShouldFailAsync(client.GetAsync("v1/metadata/topics/orders/partitions")),
            ShouldFailAsync(client.GetAsync("v1/metadata/topics/orders/partitions/0")),
            ShouldFailAsync(client.PutTopicAsync("orders", null)),
            ShouldFailAsync(client.DeleteTopicAsync("orders")),
            ShouldFailAsync(client.PostAsync("orders", """{"records":[{"value":1}]}""")),
            ShouldFailAsync(client.GetRecordsAsync("orders", 0, "0")),
            ShouldFailAsync(client.GetRecordsAsync("orders", 0, "latest")));
    }

    [Fact]
    public async Task Mistakes_ShouldBeToldAtOnce_WhenNoBrokerListens()
    {
        await using var gateway = await RunningGateway.StartAsync(Settings);

        // Whoever asked Kafka first would tell of Kafka.
        await gateway.Client.PostAsync("orders", "{").ShouldBeProblemAsync("malformed-json");
        await gateway.Client.GetRecordsAsync("orders", 0, "0", "?count=0").ShouldBeProblemAsync("invalid-parameter");
    }

    private static async Task ShouldFailAsync(Task<HttpResponseMessage> responding)
    {
        var clock = Stopwatch.StartNew();
        using var response = await responding;
        clock.Elapsed.ShouldBeLessThan(ReferenceClientsTimeout);
        await response.ShouldBeProblemAsync(response.StatusCode == HttpStatusCode.GatewayTimeout ? "kafka-timeout" : "kafka-unavailable");
    }
}
