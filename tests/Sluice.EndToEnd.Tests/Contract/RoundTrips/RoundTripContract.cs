// SPDX-License-Identifier: Apache-2.0

using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CsCheck;
using Sluice.EndToEnd.Tests.Gateways;

namespace Sluice.EndToEnd.Tests.Contract.RoundTrips;

/// <summary>What holds for anything at all. Each sample is one request of several records.</summary>
public abstract class RoundTripContract(GatewayFixture fixture) : GatewayContract(fixture)
{
    private const int Samples = 40;

    private static readonly Gen<byte[]?> AnyBytes = Gen.Byte.Array[0, 200].Null(0.1);

    // Every Unicode scalar value; surrogates come in pairs or not at all.
    private static readonly Gen<string> AnyText =
        Gen.OneOf(Gen.Int[0, 0x7f], Gen.Int[0x80, 0xd7ff], Gen.Int[0xe000, 0xffff], Gen.Int[0x10000, 0x10ffff])
            .Array[0, 40].Select(scalars => string.Concat(scalars.Select(char.ConvertFromUtf32)));

    private static readonly JsonSerializerOptions Plainly = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Gen<string> AnyString = Gen.Select(AnyText, Gen.Bool).Select((text, plainly) =>
        JsonSerializer.Serialize(text, plainly ? Plainly : JsonSerializerOptions.Default));

    private static readonly Gen<string> Digits = Gen.Char["0123456789"].Array[1, 30].Select(digits => new string(digits));

    private static readonly Gen<string> AnyNumber = Gen.Select(
        OneOf("", "-"), Gen.OneOf(Gen.Const("0"), Digits.Select(digits => "1" + digits)),
        Gen.OneOf(Gen.Const(""), Digits.Select(digits => "." + digits)), OneOf("", "e5", "E+400", "e-07"))
        .Select((sign, whole, fraction, exponent) => sign + whole + fraction + exponent);

    private static readonly Gen<string> AnyJson = Gen.Recursive<string>((depth, nested) => depth >= 4
        ? Gen.OneOf(AnyNumber, OneOf("true", "false", "null"), AnyString)
        : Gen.OneOf(
            AnyNumber,
            OneOf("true", "false"),
            nested.Array[0, 4].Select(items => $"[{string.Join(',', items)}]"),
            nested.Array[0, 4].Select(items => items.Select((item, index) => $"\"{(char)('z' - index)}é\":{item}"))
                .Select(members => $"{{{string.Join(',', members)}}}")));

    [Fact]
    public async Task Bytes_ShouldComeBackTheSame_AsValueKeyAndHeader()
    {
        var topic = await Client.CreateTopicAsync();

        await Gen.Select(AnyBytes, AnyBytes, AnyBytes).Array[1, 8].SampleAsync(
            async records =>
            {
                var places = await Client.WriteInFormatAsync(topic, "?format=binary", records.Select(record => JsonSerializer.Serialize(
                    new { key = record.Item1, value = record.Item2, headers = new[] { new { key = "h", value = record.Item3 } } })));
                var page = await Client.ReadAsync(topic, places[0].Offset, $"?format=binary&count={records.Length}");
                page.Records.Select(record => (
                    Text(record, "key"), Text(record, "value"), Text(HeaderOf(record), "value")))
                    .ShouldBe(records.Select(record => (Base64(record.Item1), Base64(record.Item2), Base64(record.Item3))));
            },
            iter: Samples,
            threads: 1);
    }

    [Fact]
    public async Task Text_ShouldComeBackTheSame_AsValueKeyAndHeader()
    {
        var topic = await Client.CreateTopicAsync();

        var anyRecord = Gen.Select(AnyString, AnyString, AnyString.Select(NotEnded), AnyString)
            .Select((key, value, headerKey, header) => (Key: key, Value: value, Name: headerKey, Header: header));
        await anyRecord.Array[1, 8].SampleAsync(
            async records =>
            {
                var places = await Client.WriteAsync(topic, records.Select(record =>
                    $$"""{"key":{{record.Key}},"value":{{record.Value}},"headers":[{"key":{{record.Name}},"value":{{record.Header}}}]}"""));
                var page = await Client.ReadAsync(topic, places[0].Offset, $"?count={records.Length}");
                page.Records.Select(record => (
                    Text(record, "key"), Text(record, "value"), Text(HeaderOf(record), "key"), Text(HeaderOf(record), "value")))
                    .ShouldBe(records.Select(record => (
                        Plain(record.Key), Plain(record.Value), Plain(record.Name), Plain(record.Header))));
            },
            iter: Samples,
            threads: 1);
    }

    [Fact]
    public async Task Json_ShouldBeStoredAndGivenBackAsItsExactCharacters()
    {
        var topic = await Client.CreateTopicAsync();
        var written = new List<string>();

        await AnyJson.Array[1, 8].SampleAsync(
            async values =>
            {
                var places = await Client.WriteValuesAsync(topic, values);
                written.AddRange(values);
                var page = await Client.ReadAsync(topic, places[0].Offset, $"?format=json&count={values.Length}");
                page.Records.Select(record => record.GetProperty("value").GetRawText()).ShouldBe(values);
            },
            iter: Samples,
            threads: 1);

        var stored = await Kafka.ReadAsync(topic, written.Count);
        stored.Select(message => Encoding.UTF8.GetString(message.Value!)).ShouldBe(written);
    }

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(index => texts[index]);

    // A header's key cannot hold U+0000.
    private static string NotEnded(string json) => json.Replace("\\u0000", "", StringComparison.Ordinal);

    private static string? Base64(byte[]? bytes) => bytes is null ? null : Convert.ToBase64String(bytes);

    private static JsonElement HeaderOf(JsonElement record) => record.GetProperty("headers")[0];

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static string? Plain(string json) => JsonElement.Parse(json).GetString();
}
