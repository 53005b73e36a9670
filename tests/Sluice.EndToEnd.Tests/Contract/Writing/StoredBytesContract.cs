// SPDX-License-Identifier: Apache-2.0

using System.Text;
using System.Text.Json;
using Sluice.EndToEnd.Tests.Gateways;
using Sluice.EndToEnd.Tests.Http;

namespace Sluice.EndToEnd.Tests.Contract.Writing;

/// <summary>What stands in Kafka after a write, looked at with a native client.</summary>
public abstract class StoredBytesContract(GatewayFixture fixture) : GatewayContract(fixture)
{
    [Theory]
    [MemberData(nameof(JsonTexts.AndWhatIsStored), MemberType = typeof(JsonTexts))]
    public async Task ValueAndKey_ShouldBeStoredAsTheirExactCharacters(string json, string stored)
    {
        var topic = await Client.CreateTopicAsync();

        await Client.WriteAsync(topic, $$"""{"value":{{json}}}""", $$"""{"key":{{json}},"value":"v"}""");

        var messages = await Kafka.ReadAsync(topic, 2);
        Text(messages[0].Value).ShouldBe(stored);
        messages[0].Key.ShouldBeNull();
        Text(messages[1].Key).ShouldBe(stored);
    }

    [Fact]
    public async Task Value_ShouldBeATombstone_WhenItIsNull()
    {
        var topic = await Client.CreateTopicAsync();

        await Client.WriteAsync(topic, """{"key":"k","value":null}""", """{"key":"k","value":"null"}""", """{"key":"k","value":""}""");

        var messages = await Kafka.ReadAsync(topic, 3);
        messages[0].Value.ShouldBeNull();
        Text(messages[1].Value).ShouldBe("null");
        messages[2].Value.ShouldBe([]);
    }

    [Fact]
    public async Task Key_ShouldBeNull_WhenItIsNullOrMissing()
    {
        var topic = await Client.CreateTopicAsync();

        await Client.WriteAsync(topic, """{"key":null,"value":1}""", """{"value":1}""", """{"key":"","value":1}""");

        var messages = await Kafka.ReadAsync(topic, 3);
        messages[0].Key.ShouldBeNull();
        messages[1].Key.ShouldBeNull();
        messages[2].Key.ShouldBe([]);
    }

    [Fact]
    public async Task Value_ShouldLoseNothingButWhiteSpaceBetweenTokens()
    {
        var topic = await Client.CreateTopicAsync();

        await Client.WriteValuesAsync(topic, "{ \"b\" :\t[ 1.50 ,\r\n \"two  spaces\" ] , \"a\" : null }");

        var stored = Text((await Kafka.ReadAsync(topic, 1))[0].Value).ShouldNotBeNull();
        using var document = JsonDocument.Parse(stored);
        document.RootElement.MemberNames().ShouldBe(["b", "a"]);
        document.RootElement.GetProperty("b")[0].GetRawText().ShouldBe("1.50");
        document.RootElement.GetProperty("b")[1].GetString().ShouldBe("two  spaces");
    }

    [Fact]
    public async Task Value_ShouldBeStoredWhole_WhenItIsDeeplyNested()
    {
        var topic = await Client.CreateTopicAsync();
        var value = string.Concat(Enumerable.Repeat("{\"a\":[", 100)) + "1" + string.Concat(Enumerable.Repeat("]}", 100));

        await Client.WriteValuesAsync(topic, value);

        Text((await Kafka.ReadAsync(topic, 1))[0].Value).ShouldBe(value);
    }

    [Fact]
    public async Task Members_ShouldBeTakenInAnyOrderAndSpelling()
    {
        var topic = await Client.CreateTopicAsync(partitions: 2);

        await Client.WriteAsync(topic, """{"partition":1,"headers":[],"\u0076alue":"v","timestamp":1700000000000,"key":"k"}""");

        var message = (await Kafka.ReadAsync(topic, 1, partition: 1))[0];
        Text(message.Value).ShouldBe("v");
        Text(message.Key).ShouldBe("k");
        message.Timestamp.UnixTimestampMs.ShouldBe(1_700_000_000_000);
    }

    private static string? Text(byte[]? bytes) => bytes is null ? null : Encoding.UTF8.GetString(bytes);
}
