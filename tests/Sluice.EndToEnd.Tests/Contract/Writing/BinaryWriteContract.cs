// SPDX-License-Identifier: Apache-2.0

using Sluice.EndToEnd.Tests.Gateways;
using Sluice.EndToEnd.Tests.Http;

namespace Sluice.EndToEnd.Tests.Contract.Writing;

public abstract class BinaryWriteContract(GatewayFixture fixture) : GatewayContract(fixture)
{
    [Fact]
    public async Task Write_ShouldStoreTheBytes_WhenStringsAreBase64()
    {
        var topic = await Client.CreateTopicAsync();

        await Client.WriteInFormatAsync(
            topic, "?format=binary", """{"key":"/wA=","value":"AP+AAQ==","headers":[{"key":"h","value":"/v8="}]}""");

        var message = (await Kafka.ReadAsync(topic, 1))[0];
        message.Key.ShouldBe([0xff, 0x00]);
        message.Value.ShouldBe([0x00, 0xff, 0x80, 0x01]);
        message.Headers[0].GetValueBytes().ShouldBe([0xfe, 0xff]);
    }

    [Fact]
    public async Task Write_ShouldTellNullFromEmpty()
    {
        var topic = await Client.CreateTopicAsync();

        await Client.WriteInFormatAsync(topic, "?format=binary", """{"key":"","value":""}""", """{"key":null,"value":null}""");

        var messages = await Kafka.ReadAsync(topic, 2);
        messages[0].Key.ShouldBe([]);
        messages[0].Value.ShouldBe([]);
        messages[1].Key.ShouldBeNull();
        messages[1].Value.ShouldBeNull();
    }

    [Theory]
    [InlineData("""{"value":"not base64!"}""", "/records/0/value")]
    [InlineData("""{"value":"AAA"}""", "/records/0/value")]
    [InlineData("""{"key":"*","value":""}""", "/records/0/key")]
    [InlineData("""{"value":"","headers":[{"key":"h","value":"*"}]}""", "/records/0/headers/0/value")]
    public async Task Write_ShouldBeRefusedAndWriteNothing_WhenAStringIsNoBase64(string record, string fault)
    {
        var topic = await Client.CreateTopicAsync();

        var problem = await Client.PostAsync(topic, $$"""{"records":[{{record}},{"value":"AA=="}]}""", "?format=binary")
            .ShouldBeProblemAsync("invalid-request");

        problem.ShouldPointTo(fault);
        (await Client.GetOffsetsAsync(topic)).Latest.ShouldBe(0);
    }

    [Theory]
    [InlineData("avro")]
    [InlineData("")]
    [InlineData("binary&format=binary")]
    public async Task Write_ShouldBeRefusedAndWriteNothing_WhenTheFormatIsUnknown(string format)
    {
        var topic = await Client.CreateTopicAsync();

        await Client.PostAsync(topic, """{"records":[{"value":"AA=="}]}""", $"?format={format}")
            .ShouldBeProblemAsync("invalid-parameter");

        (await Client.GetOffsetsAsync(topic)).Latest.ShouldBe(0);
    }
}
