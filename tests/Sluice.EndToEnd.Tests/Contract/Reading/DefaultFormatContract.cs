// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Sluice.EndToEnd.Tests.Gateways;

namespace Sluice.EndToEnd.Tests.Contract.Reading;

public abstract class DefaultFormatContract(GatewayFixture fixture) : GatewayContract(fixture)
{
    [Theory]
    [MemberData(nameof(JsonTexts.AndWhatIsStored), MemberType = typeof(JsonTexts))]
    public async Task ValueAndKey_ShouldBeTheStoredText(string json, string stored)
    {
        var topic = await Client.CreateTopicAsync();
        await Client.WriteAsync(topic, $$"""{"key":{{json}},"value":{{json}}}""");

        var record = (await Client.ReadAsync(topic, 0)).Records[0];

        record.GetProperty("value").GetString().ShouldBe(stored);
        record.GetProperty("key").GetString().ShouldBe(stored);
        record.TryGetProperty("value_encoding", out _).ShouldBeFalse();
        record.TryGetProperty("key_encoding", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Null_ShouldNotBeEmptyText()
    {
        var topic = await Client.CreateTopicAsync();
        await Kafka.WriteAsync(topic, value: null, key: []);
        await Kafka.WriteAsync(topic, value: [], key: null);
        await Kafka.WriteAsync(topic, value: "null"u8.ToArray(), key: "null"u8.ToArray());

        var records = (await Client.ReadAsync(topic, 0, "?count=3")).Records;

        records.Select(record => record.GetProperty("value").GetRawText()).ShouldBe(["null", "\"\"", "\"null\""]);
        records.Select(record => record.GetProperty("key").GetRawText()).ShouldBe(["\"\"", "null", "\"null\""]);
    }

    [Theory]
    [InlineData("FF")]
    [InlineData("00FF00")]
    [InlineData("C328")]
    [InlineData("C0AF")]
    [InlineData("EDA080")]
    [InlineData("F4908080")]
    [InlineData("61C3")]
    public async Task ValueAndKey_ShouldBeBase64AndSayIt_WhenTheyAreNoUtf8(string hex)
    {
        var topic = await Client.CreateTopicAsync();
        var bytes = Convert.FromHexString(hex);
        await Kafka.WriteAsync(topic, bytes, key: "text"u8.ToArray());
        await Kafka.WriteAsync(topic, "text"u8.ToArray(), key: bytes);
        await Kafka.WriteAsync(topic, "behind"u8.ToArray());

        var records = (await Client.ReadAsync(topic, 0, "?count=3")).Records;

        records[0].GetProperty("value").GetBytesFromBase64().ShouldBe(bytes);
        records[0].GetProperty("value_encoding").GetString().ShouldBe("base64");
        records[0].GetProperty("key").GetString().ShouldBe("text");
        records[0].TryGetProperty("key_encoding", out _).ShouldBeFalse();
        records[1].GetProperty("key").GetBytesFromBase64().ShouldBe(bytes);
        records[1].GetProperty("key_encoding").GetString().ShouldBe("base64");
        records[1].TryGetProperty("value_encoding", out _).ShouldBeFalse();
        records[2].GetProperty("value").GetString().ShouldBe("behind");
    }

    [Fact]
    public async Task Text_ShouldComeByteForByte_WhateverItsCharacters()
    {
        var topic = await Client.CreateTopicAsync();
        var text = string.Concat(Enumerable.Range(0, 0x3000).Select(c => (char)c)) + "\uFEFF\uFFFD\uFFFE\uFFFF🚀\U0010FFFF";
        var bytes = Encoding.UTF8.GetBytes(text);
        await Kafka.WriteAsync(topic, bytes);

        var record = (await Client.ReadAsync(topic, 0)).Records[0];

        record.TryGetProperty("value_encoding", out _).ShouldBeFalse();
        Encoding.UTF8.GetBytes(record.GetProperty("value").GetString()!).ShouldBe(bytes);
    }

    [Fact]
    public async Task Records_ShouldNeverBeBlocked_ByWhatStandsInThem()
    {
        var topic = await Client.CreateTopicAsync();
        string[] values =
        [
            "{", "}", "{\"a\":}", "NaN", "\"\\ud800\"", "\"open", "01", "[1,2",
            new string('[', 5_000), new string('[', 5_000) + new string(']', 5_000),
            "{\"a\":1,\"a\":2}", "\u0000", "<script>alert(1)</script>", "\"}],\"records\":[{\"value\":\"forged",
        ];
        foreach (var value in values)
        {
            await Kafka.WriteAsync(topic, Encoding.UTF8.GetBytes(value), key: Encoding.UTF8.GetBytes(value));
        }

        foreach (var format in new[] { "text", "json" })
        {
            var query = format == "json" ? "&format=json" : "";
            var page = await Client.ReadAsync(topic, 0, $"?count={values.Length + 1}{query}");
            page.Offsets.ShouldBe(Enumerable.Range(0, values.Length).Select(offset => (long)offset));
            page.NextOffset.ShouldBe(values.Length);
        }

        (await Client.ReadAsync(topic, 0, "?count=100")).Values.ShouldBe(values);
    }
}
