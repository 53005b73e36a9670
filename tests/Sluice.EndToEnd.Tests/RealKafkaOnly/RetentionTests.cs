// SPDX-License-Identifier: Apache-2.0

using Sluice.EndToEnd.Tests.Clusters;
using Sluice.EndToEnd.Tests.Contract;
using Sluice.EndToEnd.Tests.Gateways;

namespace Sluice.EndToEnd.Tests.RealKafkaOnly;

[Capability(Capability.Retention)]
public sealed class RetentionTests(RealKafka kafka, RealKafkaGateway gateway) : GatewayContract(gateway.On(kafka))
{
    [Fact]
    public async Task Read_ShouldStopAtSixMegabytes_WhenThereIsMore()
    {
        var topic = await Client.CreateTopicAsync();
        for (var number = 0; number < 13; number++)
        {
            await Kafka.WriteAsync(topic, new byte[500_000]);
        }

        var page = await Client.ReadAsync(topic, 0, "?count=100");
        page.Records.Count.ShouldBe(12);
        page.NextOffset.ShouldBe(12);
        (await Client.ReadAsync(topic, 12, "?count=100")).Records.Count.ShouldBe(1);
    }
}
