// SPDX-License-Identifier: Apache-2.0

using System.Net;
using Sluice.EndToEnd.Tests.Gateways;

namespace Sluice.EndToEnd.Tests.Settings;

/// <summary>For clients generated from a reference that describes the answer to a read as an array.</summary>
public sealed class BareRecordArrayTests
{
    [Fact]
    public async Task Answer_ShouldBeTheRecordsAlone_WhenTheServerIsSetSo()
    {
        await using var gateway = await RunningGateway.StartAsync(new Dictionary<string, string?> { ["Gateway:BareRecordArray"] = "true" });
        var client = gateway.Client;
        var topic = await client.CreateTopicAsync();
        await client.WriteAsync(topic, """{"key":"k","value":"v","timestamp":1700000000000}""");

        (await ReadAsync(client, topic, 0)).ShouldBe(
            ("""[{"key":"k","value":"v","partition":0,"offset":0,"timestamp":1700000000000,"timestampType":"CreateTime"}]""", "1"));
        (await ReadAsync(client, topic, 1)).ShouldBe(("[]", "1"));
    }

    private static async Task<(string Body, string NextOffset)> ReadAsync(GatewayClient client, string topic, long offset)
    {
        using var response = await client.GetRecordsAsync(topic, 0, $"{offset}");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (body, response.Headers.GetValues("NextOffset").Single());
    }
}
