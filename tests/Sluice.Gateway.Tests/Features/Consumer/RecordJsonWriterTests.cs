// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Microsoft.AspNetCore.Http;
using System.Text.Json;
using CsCheck;
using Sluice.Core.Records;
using Sluice.Gateway.Features.Consumer;
using Sluice.Gateway.Http.Json;

namespace Sluice.Gateway.Tests.Features.Consumer;

public sealed class RecordJsonWriterTests
{
    [Fact]
    public void Record_ShouldHaveTheMembersOfTheContract()
    {
        var json = Write(new StoredRecord
        {
            Key = "k"u8.ToArray(),
            Value = "v"u8.ToArray(),
            Partition = 3,
            Offset = 12,
            Timestamp = 1_700_000_000_000,
            TimestampType = RecordTimestampType.LogAppendTime,
            Headers = [new("a", "1"u8.ToArray()), new("a", null), new("b", [0xFF])],
        });

        json.ShouldBe(
            """{"key":"k","value":"v","partition":3,"offset":12,"timestamp":1700000000000,"timestampType":"LogAppendTime","""
            + "\"headers\":" + """[{"key":"a","value":"1"},{"key":"a","value":null},{"key":"b","value":"/w==","encoding":"base64"}]}""");
    }

    [Fact]
    public void Record_ShouldHaveNulls_AndNoHeaders_WhenThereAreNone()
    {
        Write(Record(value: null)).ShouldBe(
            """{"key":null,"value":null,"partition":0,"offset":0,"timestamp":-1,"timestampType":"NoTimestampType"}""");
    }

    [Fact]
    public void Bytes_ShouldBeBase64AndSaySo_WhenTheyAreNoUtf8()
    {
        var json = JsonElement.Parse(Write(Record([0xC3, 0x28], key: [0xFF])));

        json.GetProperty("value").GetBytesFromBase64().ShouldBe([0xC3, 0x28]);
        json.GetProperty("value_encoding").GetString().ShouldBe("base64");
        json.GetProperty("key").GetBytesFromBase64().ShouldBe([0xFF]);
        json.GetProperty("key_encoding").GetString().ShouldBe("base64");
    }

    [Fact]
    public void Bytes_ShouldAllBeBase64_WhenTheFormatIsBinary()
    {
        Write(Record("v"u8.ToArray(), key: []), ConsumeFormat.Binary).ShouldStartWith("""{"key":"","value":"dg==","partition":0,""");
    }

    [Fact]
    public void Bytes_ShouldComeBackTheSame_WhateverTheyAre() =>
        Gen.Byte.Array[0, 40].Sample(bytes =>
        {
            var json = JsonElement.Parse(Write(Record(bytes)));

            var value = json.GetProperty("value");
            var read = json.TryGetProperty("value_encoding", out _)
                ? value.GetBytesFromBase64()
                : Encoding.UTF8.GetBytes(value.GetString()!);
            read.ShouldBe(bytes);
        });

    [Fact]
    public void Text_ShouldComeBackTheSame_WhateverItIs() =>
        Gen.String.Sample(text =>
        {
            var bytes = Encoding.UTF8.GetBytes(text + "\0\u2028\u007f😀<>&'+\uFEFF");
            var json = JsonElement.Parse(Write(Record(bytes)));

            json.TryGetProperty("value_encoding", out _).ShouldBeFalse();
            Encoding.UTF8.GetBytes(json.GetProperty("value").GetString()!).ShouldBe(bytes);
        });

    [Theory]
    [InlineData("1.50")]
    [InlineData(" {\"b\": 1,\"a\":[\"\\ud800\"],\"b\":2}\n")]
    [InlineData("\"text\"")]
    [InlineData("null")]
    public void Value_ShouldBeEmbedded_WhenItIsJsonAndAskedFor(string text)
    {
        Write(Record(Encoding.UTF8.GetBytes(text)), ConsumeFormat.Json).ShouldContain($"\"value\":{text},\"partition\"");
    }

    [Theory]
    [InlineData("")]
    [InlineData("text")]
    [InlineData("{}{}")]
    [InlineData("[1,]")]
    [InlineData("{\"a\":1")]
    [InlineData("01")]
    public void Value_ShouldStayAString_WhenItIsNotOneJsonText(string text)
    {
        var json = JsonElement.Parse(Write(Record(Encoding.UTF8.GetBytes(text)), ConsumeFormat.Json));

        json.GetProperty("value").GetString().ShouldBe(text);
    }

    [Fact]
    public void Value_ShouldStayAString_WhenItNestsDeeperThanReadersGo()
    {
        Embedded(61).ShouldBe(JsonValueKind.Array);
        Embedded(62).ShouldBe(JsonValueKind.String);
        Embedded(1_000_000).ShouldBe(JsonValueKind.String);

        static JsonValueKind Embedded(int depth)
        {
            var value = new string('[', depth) + new string(']', depth);
            return JsonElement.Parse($$"""{"records":[{{Write(Record(Encoding.UTF8.GetBytes(value)), ConsumeFormat.Json)}}]}""")
                .GetProperty("records")[0].GetProperty("value").ValueKind;
        }
    }

    [Fact]
    public void Value_ShouldBeBase64_WhenItIsJsonButNoUtf8()
    {
        Write(Record([(byte)'"', 0xFF, (byte)'"']), ConsumeFormat.Json).ShouldContain("\"value_encoding\":\"base64\"");
    }

    private static StoredRecord Record(byte[]? value, byte[]? key = null) => new()
    {
        Key = key,
        Value = value,
        Partition = 0,
        Offset = 0,
        Timestamp = -1,
        TimestampType = RecordTimestampType.NotAvailable,
    };

    private static string Write(StoredRecord record, ConsumeFormat format = ConsumeFormat.Text)
    {
        using var stream = new MemoryStream();
        var response = new DefaultHttpContext { Response = { Body = stream } }.Response;
        using (var body = new JsonBody(response))
        {
            RecordJsonWriter.Write(body.Writer, record, format);
            body.Writer.Flush();
        }

        response.BodyWriter.Complete();
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
