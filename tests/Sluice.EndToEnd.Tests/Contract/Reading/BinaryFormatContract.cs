// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Sluice.EndToEnd.Tests.Gateways;

namespace Sluice.EndToEnd.Tests.Contract.Reading;

public abstract class BinaryFormatContract(GatewayFixture fixture) : GatewayContract(fixture)
{
    [Fact]
    public async Task ValueAndKey_ShouldBeBase64_WhateverTheyAre()
    {
        var topic = await Client.CreateTopicAsync();
        await Kafka.WriteAsync(topic, "text"u8.ToArray(), key: [0xff, 0x00]);
        await Kafka.WriteAsync(topic, "{}"u8.ToArray(), key: []);

        var records = (await Client.ReadAsync(topic, 0, "?format=binary&count=2")).Records;

        records[0].GetProperty("value").GetString().ShouldBe("dGV4dA==");
        records[0].GetProperty("key").GetString().ShouldBe("/wA=");
        records[1].GetProperty("value").GetString().ShouldBe("e30=");
        records[1].GetProperty("key").GetString().ShouldBe("");
        records.ShouldAllBe(record => record.EnumerateObject().All(member => !member.Name.EndsWith("_encoding", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Null_ShouldStayNull()
    {
        var topic = await Client.CreateTopicAsync();
        await Kafka.WriteAsync(topic, null);

        var record = (await Client.ReadAsync(topic, 0, "?format=binary")).Records[0];

        record.GetProperty("value").ValueKind.ShouldBe(JsonValueKind.Null);
        record.GetProperty("key").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Value_ShouldComeBackTheSame_WhenItHoldsEveryByte()
    {
        var topic = await Client.CreateTopicAsync();
        var bytes = Enumerable.Range(0, 256).Select(number => (byte)number).ToArray();
        await Client.WriteInFormatAsync(topic, "?format=binary", $$"""{"value":"{{Convert.ToBase64String(bytes)}}"}""");

        var record = (await Client.ReadAsync(topic, 0, "?format=binary")).Records[0];

        record.GetProperty("value").GetBytesFromBase64().ShouldBe(bytes);
    }
}
