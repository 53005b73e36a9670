// SPDX-License-Identifier: Apache-2.0

using System.Text;
using System.Text.Json;
using Sluice.EndToEnd.Tests.Gateways;

namespace Sluice.EndToEnd.Tests.Contract.Reading;

public abstract class JsonFormatContract(GatewayFixture fixture) : GatewayContract(fixture)
{
    [Theory]
    [InlineData("0")]
    [InlineData("-0.0")]
    [InlineData("1.0e+2")]
    [InlineData("1E400")]
    [InlineData("12345678901234567890.123")]
    [InlineData("true")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("\"quoted\"")]
    [InlineData("""{"z":1.50,"a":{"é":"\u00e9\/<"},"m":[false,null,""]}""")]
    [InlineData("""{"same":1,"same":2}""")]
    public async Task Value_ShouldBeEmbeddedAsItsExactCharacters_WhenItIsOneJsonText(string stored)
    {
        var topic = await Client.CreateTopicAsync();
        await Kafka.WriteAsync(topic, Encoding.UTF8.GetBytes(stored));

        var record = (await Client.ReadAsync(topic, 0, "?format=json")).Records[0];

        record.GetProperty("value").GetRawText().ShouldBe(stored);
        record.TryGetProperty("value_encoding", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("plain text")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("1 2")]
    [InlineData("01")]
    [InlineData("NaN")]
    [InlineData("'single'")]
    [InlineData("[1,]")]
    [InlineData("{\"a\":1}// comment")]
    [InlineData("\"open")]
    [InlineData("\uFEFF{}")]
    public async Task Value_ShouldStayAString_WhenItIsNoJsonText(string stored)
    {
        var topic = await Client.CreateTopicAsync();
        await Kafka.WriteAsync(topic, Encoding.UTF8.GetBytes(stored));

        var record = (await Client.ReadAsync(topic, 0, "?format=json")).Records[0];

        record.GetProperty("value").ValueKind.ShouldBe(JsonValueKind.String);
        record.GetProperty("value").GetString().ShouldBe(stored);
    }

    [Fact]
    public async Task Value_ShouldBeNullAlone_WhenItIsATombstone()
    {
        var topic = await Client.CreateTopicAsync();
        await Kafka.WriteAsync(topic, null, key: "k"u8.ToArray());

        var record = (await Client.ReadAsync(topic, 0, "?format=json")).Records[0];

        record.GetProperty("value").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Value_ShouldBeBase64AndSayIt_WhenItIsNoUtf8()
    {
        var topic = await Client.CreateTopicAsync();
        byte[] bytes = [(byte)'"', 0xff, (byte)'"'];
        await Kafka.WriteAsync(topic, bytes);

        var record = (await Client.ReadAsync(topic, 0, "?format=json")).Records[0];

        record.GetProperty("value").GetBytesFromBase64().ShouldBe(bytes);
        record.GetProperty("value_encoding").GetString().ShouldBe("base64");
    }

    [Fact]
    public async Task Value_ShouldKeepItsMeaning_WhenItHasWhiteSpaceAround()
    {
        var topic = await Client.CreateTopicAsync();
        await Kafka.WriteAsync(topic, "\r\n { \"a\" : [ 1 ,\t2.0 ] } \n"u8.ToArray());

        var record = (await Client.ReadAsync(topic, 0, "?format=json")).Records[0];

        record.GetProperty("value").GetProperty("a")[1].GetRawText().ShouldBe("2.0");
    }
}
