// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Text;
using Sluice.EndToEnd.Tests.Clusters;
using Sluice.EndToEnd.Tests.Contract;
using Sluice.EndToEnd.Tests.Gateways;

namespace Sluice.EndToEnd.Tests.RealKafkaOnly;

[Capability(Capability.LargeRecords)]
public sealed class LargeRecordTests(RealKafka kafka, RealKafkaGateway gateway) : GatewayContract(gateway.On(kafka))
{
    private const string TenMegabytes = """{"max.message.bytes":10485760}""";

    [Theory]
    [InlineData("")]
    [InlineData("&max_bytes=1")]
    [InlineData("&max_bytes=6000000")]
    public async Task Read_ShouldGiveTheRecordAlone_WhenItIsLargerThanTheBound(string query)
    {
        var topic = await Client.CreateTopicAsync(properties: TenMegabytes);
        var large = new string('x', 9_000_000);
        await Kafka.WriteAsync(topic, "before"u8.ToArray());
        await Kafka.WriteAsync(topic, Encoding.UTF8.GetBytes(large));
        await Kafka.WriteAsync(topic, "behind"u8.ToArray());

        var first = await Client.ReadAsync(topic, 0, $"?count=10{query}");
        first.Values.ShouldBe(["before"]);
        var second = await Client.ReadAsync(topic, 1, $"?count=10{query}");
        second.Values.ShouldBe([large]);
        second.NextOffset.ShouldBe(2);
        (await Client.ReadAsync(topic, 2, $"?count=10{query}")).Values.ShouldBe(["behind"]);
    }

    [Fact]
    public async Task Write_ShouldSucceed_WhenTheTopicTakesWhatTheBodyHolds()
    {
        var topic = await Client.CreateTopicAsync(properties: TenMegabytes);
        var large = new string('x', 7_000_000);

        using var response = await Client.PostAsync(topic, $$"""{"records":[{"value":"{{large}}"},{"value":"behind"}]}""");

        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync(Cancellation));
        (await Client.ReadAsync(topic, 0)).Values.ShouldBe([large]);
        (await Client.ReadAsync(topic, 1)).Values.ShouldBe(["behind"]);
    }
}
