// SPDX-License-Identifier: Apache-2.0

using Sluice.EndToEnd.Tests.Contract;
using Sluice.EndToEnd.Tests.Gateways;
using Sluice.EndToEnd.Tests.Http;

namespace Sluice.EndToEnd.Tests.EmbeddedOnly;

/// <summary>What the embedded cluster cannot do is said, not pretended.</summary>
public sealed class EmbeddedLimitTests(EmbeddedGateway gateway) : GatewayContract(gateway)
{
    [Fact]
    public async Task Read_ShouldSayThatItCannot_WhenATimeIsAskedFor()
    {
        var topic = await Client.CreateTopicAsync();

        await Client.GetRecordsAsync(topic, 0, "time:0").ShouldBeProblemAsync("not-supported");
    }

    [Fact]
    public async Task Write_ShouldBeRefused_WhenARecordIsOverAMillionBytes()
    {
        var topic = await Client.CreateTopicAsync();

        await Client.PostAsync(topic, $$"""{"records":[{"value":"{{new string('x', 1_000_001)}}"}]}""")
            .ShouldBeProblemAsync("record-too-large");

        (await Client.GetOffsetsAsync(topic)).Latest.ShouldBe(0);
    }
}
