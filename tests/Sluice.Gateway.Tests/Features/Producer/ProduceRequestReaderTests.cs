// SPDX-License-Identifier: Apache-2.0

using System.Text;
using CsCheck;
using Sluice.Core.Records;
using Sluice.Gateway.Features.Producer;
using Sluice.Gateway.Http.Problems;
using Sluice.Gateway.Tests.Bodies;

namespace Sluice.Gateway.Tests.Features.Producer;

public sealed class ProduceRequestReaderTests
{
    [Theory]
    [InlineData("\"text\"", "text")]
    [InlineData("\"\"", "")]
    [InlineData("""  "a\"\\\/\b\f\n\r\t\u00fc\ud83d\ude00" """, "a\"\\/\b\f\n\r\tü😀")]
    [InlineData("\"\\u0000\"", "\0")]
    [InlineData("0", "0")]
    [InlineData("-0.0", "-0.0")]
    [InlineData("1.50", "1.50")]
    [InlineData("123456789012345678901234567890", "123456789012345678901234567890")]
    [InlineData("1E400", "1E400")]
    [InlineData("false", "false")]
    [InlineData("true", "true")]
    [InlineData("[]", "[]")]
    [InlineData("{}", "{}")]
    [InlineData(" \n {\"b\": 1, \"a\" :[ 1.0,null ],\"b\":2}", "{\"b\": 1, \"a\" :[ 1.0,null ],\"b\":2}")]
    [InlineData("[\"\\ud800\", \"ü\"]", "[\"\\ud800\", \"ü\"]")]
    public async Task Value_ShouldBeTheTextOfAString_AndTheCharactersOfAnythingElse(string json, string expected)
    {
        for (var pieceSize = 1; pieceSize < 20; pieceSize += 6)
        {
            var records = await ReadAsync(
                $$"""{"records":[{"key":{{json}},"value":{{json}},"headers":[{"key":"h","value":{{json}}}]}]}""", pieceSize);

            Text(records[0].Value).ShouldBe(expected);
            Text(records[0].Key).ShouldBe(expected);
            Text(records[0].Headers!.Single().Value).ShouldBe(expected);
        }
    }

    [Fact]
    public async Task Null_ShouldBeNoBytes()
    {
        var record = (await ReadAsync("""{"records":[{"key":null,"value":null,"headers":[{"key":"h","value":null}]}]}"""))[0];

        record.Value.ShouldBeNull();
        record.Key.ShouldBeNull();
        record.Headers!.Single().Value.ShouldBeNull();
    }

    [Fact]
    public async Task Members_ShouldBeRead_InAnyOrder()
    {
        var record = (await ReadAsync(
            """
            {"records":[{"timestamp":1700000000000,"headers":[{"value":"1","key":"a"},{"key":"a","value":""}],
            "partition":7,"v\u0061lue":1}]}
            """))[0];

        record.Partition.ShouldBe(7);
        record.Timestamp.ShouldBe(1_700_000_000_000);
        record.Headers!.Select(h => (h.Key, Text(h.Value))).ShouldBe([("a", "1"), ("a", "")]);
    }

    [Fact]
    public async Task Members_ShouldCountAsLeftOut_WhenTheyAreNull()
    {
        var record = (await ReadAsync("""{"records":[{"value":1,"partition":null,"timestamp":null,"headers":null}]}"""))[0];

        record.ShouldBe(new NewRecord { Value = record.Value });
    }

    [Fact]
    public async Task Strings_ShouldBeBase64_WhenTheFormatIsBinary()
    {
        var record = (await ReadAsync(
            """{"records":[{"key":"AP8\u003d","value":"\/w==","headers":[{"key":"AA==","value":"AA=="},{"key":"n","value":[1, 2]}]}]}""",
            isBinary: true))[0];

        record.Key.ShouldBe([0x00, 0xFF]);
        record.Value.ShouldBe([0xFF]);
        record.Headers![0].Key.ShouldBe("AA==");
        record.Headers[0].Value.ShouldBe([0x00]);
        Text(record.Headers[1].Value).ShouldBe("[1, 2]");
    }

    [Fact]
    public async Task Body_ShouldBeTaken_WithAByteOrderMark()
    {
        (await ReadAsync("\uFEFF{\"records\":[{\"value\":1}]}", pieceSize: 1)).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    [InlineData("  ")]
    [InlineData("{")]
    [InlineData("{\"records\":[{\"value\":1}]")]
    [InlineData("{\"records\":[{\"value\":1}]}x")]
    [InlineData("{\"records\":[{\"value\":1}]}{}")]
    [InlineData("{\"records\":[{\"value\":1},]}")]
    [InlineData("{\"records\":[{\"value\":1}],}")]
    [InlineData("{\"records\":[{\"value\":01}]}")]
    [InlineData("{\"records\":[{\"value\":\"\t\"}]}")]
    [InlineData("{\"records\":[{\"value\":\"\\x\"}]}")]
    [InlineData("{\"records\":[{\"value\":NaN}]}")]
    [InlineData("/**/{\"records\":[{\"value\":1}]}")]
    [InlineData("{'records':[]}")]
    public async Task Body_ShouldBeMalformed_WhenItIsNotOneJsonText(string body)
    {
        for (var pieceSize = 1; pieceSize < 9; pieceSize += 3)
        {
            await Answers.ShouldFailAsync(() => ReadAsync(body, pieceSize), ErrorCatalogue.MalformedJson);
        }
    }

    [Theory]
    [InlineData("{\"records\":[{\"value\":\"!\"}]}")]
    [InlineData("{\"records\":[{\"value\":[\"!\"]}]}")]
    [InlineData("{\"records\":[{\"value\":1,\"!\":1}]}")]
    [InlineData("{\"records\":[{\"value\":\"\\n!\"}]}")]
    [InlineData("{\"!\":1,\"records\":[{\"value\":1}]}")]
    public async Task Body_ShouldBeMalformed_WhenItIsNotUtf8(string body)
    {
        foreach (var invalid in (byte[][])[[0xFF], [0xC3], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF0, 0x9F, 0x98]])
        {
            var parts = body.Split('!');
            byte[] bytes = [.. Encoding.UTF8.GetBytes(parts[0]), .. invalid, .. Encoding.UTF8.GetBytes(parts[1])];

            await Answers.ShouldFailAsync(
                () => ProduceRequestReader.ReadAsync(Pieces.Body(bytes, 2), isBinary: false, TestContext.Current.CancellationToken),
                ErrorCatalogue.MalformedJson);
        }
    }

    [Fact]
    public async Task Body_ShouldBeMalformed_WhenItNestsTooDeeply()
    {
        var deep = string.Concat(Enumerable.Repeat("[", 1100)) + string.Concat(Enumerable.Repeat("]", 1100));

        var problem = await Answers.ShouldFailAsync(
            () => ReadAsync($$"""{"records":[{"value":{{deep}}}]}"""), ErrorCatalogue.MalformedJson);

        problem.Detail.ShouldContain("1024");
    }

    [Theory]
    [InlineData("[]", "")]
    [InlineData("7", "")]
    [InlineData("{}", "/records")]
    [InlineData("""{"records":[]}""", "/records")]
    [InlineData("""{"records":{"a":[1]}}""", "/records")]
    [InlineData("""{"records":[{"value":1}],"records":[{"value":1}]}""", "/records")]
    [InlineData("""{"records":[{"value":1}],"a/~":[1,2]}""", "/a~1~0")]
    [InlineData("""{"records":[{"value":1},[1]]}""", "/records/1")]
    [InlineData("""{"records":[{}]}""", "/records/0/value")]
    [InlineData("""{"records":[{"value":1,"vlue":{"a":1}}]}""", "/records/0/vlue")]
    [InlineData("""{"records":[{"value":1,"value":[2]}]}""", "/records/0/value")]
    [InlineData("""{"records":[{"value":"\ud800"}]}""", "/records/0/value")]
    [InlineData("""{"records":[{"value":1,"\ud800":1}]}""", "/records/0/?")]
    [InlineData("""{"records":[{"value":1,"partition":2147483648}]}""", "/records/0/partition")]
    [InlineData("""{"records":[{"value":1,"partition":1e0}]}""", "/records/0/partition")]
    [InlineData("""{"records":[{"value":1,"partition":[0]}]}""", "/records/0/partition")]
    [InlineData("""{"records":[{"value":1,"timestamp":0}]}""", "/records/0/timestamp")]
    [InlineData("""{"records":[{"value":1,"headers":{}}]}""", "/records/0/headers")]
    [InlineData("""{"records":[{"value":1,"headers":[1]}]}""", "/records/0/headers/0")]
    [InlineData("""{"records":[{"value":1,"headers":[{"value":1}]}]}""", "/records/0/headers/0/key")]
    [InlineData("""{"records":[{"value":1,"headers":[{"key":"a"}]}]}""", "/records/0/headers/0/value")]
    [InlineData("""{"records":[{"value":1,"headers":[{"key":"a","value":1,"key":"b"}]}]}""", "/records/0/headers/0/key")]
    [InlineData("""{"records":[{"value":1,"headers":[{"key":"\u0000","value":1}]}]}""", "/records/0/headers/0/key")]
    [InlineData("""{"records":[{"value":1,"headers":[{"key":"a","value":1,"x":[]}]}]}""", "/records/0/headers/0/x")]
    public async Task Fault_ShouldBeNamed_ByItsPointer(string body, string place)
    {
        for (var pieceSize = 1; pieceSize < 20; pieceSize += 6)
        {
            var problem = await Answers.ShouldFailAsync(() => ReadAsync(body, pieceSize), ErrorCatalogue.InvalidRequest);

            problem.Errors.Select(e => e.Key).ShouldBe([place]);
        }
    }

    [Theory]
    [InlineData("not base64")]
    [InlineData("AA")]
    [InlineData("AA=")]
    [InlineData("_w==")]
    public async Task Fault_ShouldBeNamed_WhenAStringIsNoBase64(string text)
    {
        var problem = await Answers.ShouldFailAsync(
            () => ReadAsync($$"""{"records":[{"value":"{{text}}"}]}""", isBinary: true), ErrorCatalogue.InvalidRequest);

        problem.Errors.Single().Key.ShouldBe("/records/0/value");
        problem.Errors.Single().Value.ShouldContain("base64");
    }

    [Fact]
    public async Task Faults_ShouldAllBeNamed_UpToTheLimit()
    {
        var problem = await Answers.ShouldFailAsync(
            () => ReadAsync($$"""{"records":[{{string.Join(',', Enumerable.Repeat("{}", 1000))}}]}""", 7), ErrorCatalogue.InvalidRequest);

        problem.Errors.Count.ShouldBe(100);
        problem.Errors[99].Key.ShouldBe("/records/99/value");
    }

    [Theory]
    [InlineData("{\"records\":[{\"value\":1}],\"\\ud800\":1}", "/?")]
    [InlineData("{\"records\":[{\"value\":1,\"\\ud800\":1}]}", "/records/0/?")]
    [InlineData("{\"records\":[{\"value\":1,\"headers\":[{\"key\":\"a\",\"value\":1,\"\\udc00\":1}]}]}", "/records/0/headers/0/?")]
    public async Task Fault_ShouldTellOfTheLoneSurrogate_WhenItIsInAName(string body, string place)
    {
        var problem = await Answers.ShouldFailAsync(() => ReadAsync(body), ErrorCatalogue.InvalidRequest);

        problem.Errors.ShouldBe([new(place, "has a lone surrogate in its name")]);
    }

    [Fact]
    public async Task Malformed_ShouldWin_OverFaultsBeforeIt()
    {
        await Answers.ShouldFailAsync(() => ReadAsync("""{"records":[{}],"""), ErrorCatalogue.MalformedJson);
    }

    [Fact]
    public async Task Body_ShouldBeTooLarge_PastTheLimit()
    {
        var body = """{"records":[{"value":1}]}""";

        (await ReadAsync(body, 3, maxBytes: body.Length)).Count.ShouldBe(1);
        await Answers.ShouldFailAsync(() => ReadAsync(body, 3, maxBytes: body.Length - 1), ErrorCatalogue.RequestTooLarge);
    }

    [Fact]
    public void Records_ShouldBeTheSame_HoweverTheBodyIsCut() =>
        Gen.Select(Gen.String.Array[1, 5], Gen.Int[1, 40], Gen.Bool).Sample((texts, pieceSize, isEscaped) =>
        {
            var wellFormed = texts.Select(t => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(t))).ToArray();
            var json = wellFormed.Select(t => isEscaped ? Escaped(t) : System.Text.Json.JsonSerializer.Serialize(t)).ToArray();
            var body = $"{{ \"records\" : [ {string.Join(" ,\n", json.Select(j => $"{{ \"value\" : [ {j} ] ,\"key\":{j}}}"))} ] }} ";

            var records = ReadAsync(body, pieceSize).GetAwaiter().GetResult();

            records.Select(r => Text(r.Key)).ShouldBe(wellFormed);
            records.Select(r => Text(r.Value)).ShouldBe(json.Select(j => $"[ {j} ]"));
        });

    private static string Escaped(string text) => "\"" + string.Concat(text.Select(c => $"\\u{(int)c:x4}")) + "\"";

    private static string? Text(byte[]? bytes) => bytes is null ? null : Encoding.UTF8.GetString(bytes);

    private static async Task<IReadOnlyList<NewRecord>> ReadAsync(
        string body, int pieceSize = int.MaxValue, bool isBinary = false, long maxBytes = 1 << 20) =>
        await ProduceRequestReader.ReadAsync(Pieces.Body(body, pieceSize, maxBytes), isBinary, TestContext.Current.CancellationToken);
}
