// SPDX-License-Identifier: Apache-2.0

using Sluice.EndToEnd.Tests.Gateways;
using Sluice.EndToEnd.Tests.Http;

namespace Sluice.EndToEnd.Tests.Contract.Writing;

public abstract class TimestampContract(GatewayFixture fixture) : GatewayContract(fixture)
{
    [Theory]
    [InlineData(1)]
    [InlineData(1_500_000_000_000)]
    public async Task Timestamp_ShouldBeKept_WhenItIsGiven(long timestamp)
    {
        var topic = await Client.CreateTopicAsync();

        await Client.WriteAsync(topic, $$"""{"value":"v","timestamp":{{timestamp}}}""");

        var record = (await Client.ReadAsync(topic, 0)).Records[0];
        record.GetProperty("timestamp").GetInt64().ShouldBe(timestamp);
        record.GetProperty("timestampType").GetString().ShouldBe("CreateTime");
    }

    [Fact]
    public async Task Timestamp_ShouldBeTheMomentOfWriting_WhenItIsNotGiven()
    {
        var topic = await Client.CreateTopicAsync();
        var before = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

        await Client.WriteAsync(topic, """{"value":"v"}""");

        var after = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        (await Client.ReadAsync(topic, 0)).Records[0].GetProperty("timestamp").GetInt64().ShouldBeInRange(before, after);
    }

    [Fact]
    public async Task Timestamp_ShouldNotBecomeAnother_WhenItIsTheEpoch()
    {
        var topic = await Client.CreateTopicAsync();

        // The native client takes 0 for "now": a gateway that cannot keep it has to say so.
        await Client.PostAsync(topic, """{"records":[{"value":"v","timestamp":0}]}""")
            .ShouldBeProblemAsync("invalid-request");

        (await Client.GetOffsetsAsync(topic)).Latest.ShouldBe(0);
    }
}
