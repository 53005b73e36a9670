// SPDX-License-Identifier: Apache-2.0

using Sluice.EndToEnd.Tests.Clusters;
using Sluice.EndToEnd.Tests.Contract;
using Sluice.EndToEnd.Tests.Gateways;

namespace Sluice.EndToEnd.Tests.RealKafkaOnly;

[Capability(Capability.LookupByTime)]
public sealed class LookupByTimeTests(RealKafka kafka, RealKafkaGateway gateway) : GatewayContract(gateway.On(kafka))
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(999, 0)]
    [InlineData(1_000, 0)]
    [InlineData(1_001, 1)]
    [InlineData(2_000, 1)]
    [InlineData(2_500, 2)]
    [InlineData(3_000, 2)]
    public async Task Read_ShouldBeginAtTheFirstRecord_OfThatTimeOrLater(long time, long offset)
    {
        var topic = await CreateFilledTopicAsync();

        var page = await Client.ReadAsync(topic, $"time:{time}");

        page.Offsets.ShouldBe([offset]);
        page.NextOffset.ShouldBe(offset + 1);
    }

    [Theory]
    [InlineData(3_001)]
    [InlineData(long.MaxValue)]
    public async Task Read_ShouldBeginAtTheEnd_WhenNothingIsNewer(long time)
    {
        var topic = await CreateFilledTopicAsync();

        var page = await Client.ReadAsync(topic, $"time:{time}", "?count=10");

        page.Records.ShouldBeEmpty();
        page.NextOffset.ShouldBe(3);
    }

    private async Task<string> CreateFilledTopicAsync()
    {
        // Without limit: the broker would remove records as old as these.
        var topic = await Client.CreateTopicAsync(properties: """{"retention.ms":-1}""");
        await Client.WriteAsync(topic, Enumerable.Range(1, 3).Select(second => $$"""{"value":"v","timestamp":{{second * 1_000}}}"""));
        return topic;
    }
}
