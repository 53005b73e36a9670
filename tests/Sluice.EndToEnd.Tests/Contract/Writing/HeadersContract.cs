// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Confluent.Kafka;
using Sluice.EndToEnd.Tests.Gateways;

namespace Sluice.EndToEnd.Tests.Contract.Writing;

public abstract class HeadersContract(GatewayFixture fixture) : GatewayContract(fixture)
{
    [Fact]
    public async Task Headers_ShouldBeStoredInOrder_WithRepeatedEmptyAndNullParts()
    {
        var topic = await Client.CreateTopicAsync();

        await Client.WriteAsync(topic, """
            {"value":"v","headers":[{"key":"b","value":"1"},{"key":"a","value":"é🚀"},{"key":"b","value":"2"},
             {"key":"empty","value":""},{"key":"null","value":null},{"key":"","value":"no name"}]}
            """);

        var headers = (await Kafka.ReadAsync(topic, 1))[0].Headers.ToList();
        headers.Select(header => header.Key).ShouldBe(["b", "a", "b", "empty", "null", ""]);
        headers.Select(header => header.GetValueBytes() is { } bytes ? Encoding.UTF8.GetString(bytes) : null)
            .ShouldBe(["1", "é🚀", "2", "", null, "no name"]);
    }

    [Fact]
    public async Task Headers_ShouldBeReadAsTheyWereWritten()
    {
        var topic = await Client.CreateTopicAsync();
        const string Headers = """[{"key":"b","value":"1"},{"key":"a","value":"2"},{"key":"b","value":""},{"key":"n","value":null}]""";

        await Client.WriteAsync(topic, $$"""{"value":"v","headers":{{Headers}}}""");

        (await Client.ReadAsync(topic, 0)).Records[0].GetProperty("headers").GetRawText().ShouldBe(Headers);
    }

    [Theory]
    [InlineData("""{"value":"v"}""")]
    [InlineData("""{"value":"v","headers":[]}""")]
    public async Task Headers_ShouldNotBeNamed_WhenThereAreNone(string record)
    {
        var topic = await Client.CreateTopicAsync();

        await Client.WriteAsync(topic, record);

        (await Client.ReadAsync(topic, 0)).Records[0].TryGetProperty("headers", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Header_ShouldSayItIsBase64_WhenItsBytesAreNoText()
    {
        var topic = await Client.CreateTopicAsync();
        await Kafka.WriteAsync(topic, "v"u8.ToArray(), headers: new Headers { { "binary", [0xff, 0x00] }, { "text", "t"u8.ToArray() } });

        var record = (await Client.ReadAsync(topic, 0)).Records[0];

        record.GetProperty("headers").GetRawText()
            .ShouldBe("""[{"key":"binary","value":"/wA=","encoding":"base64"},{"key":"text","value":"t"}]""");
    }

    [Fact]
    public async Task Headers_ShouldBeBase64_WhenTheFormatIsBinary()
    {
        var topic = await Client.CreateTopicAsync();
        await Kafka.WriteAsync(topic, "v"u8.ToArray(), headers: new Headers { { "a", "t"u8.ToArray() }, { "n", null } });

        var record = (await Client.ReadAsync(topic, 0, "?format=binary")).Records[0];

        record.GetProperty("headers").GetRawText().ShouldBe("""[{"key":"a","value":"dA=="},{"key":"n","value":null}]""");
    }
}
