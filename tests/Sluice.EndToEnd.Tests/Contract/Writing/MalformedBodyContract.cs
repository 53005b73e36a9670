// SPDX-License-Identifier: Apache-2.0

using System.Net.Http.Headers;
using System.Text;
using Sluice.EndToEnd.Tests.Gateways;
using Sluice.EndToEnd.Tests.Http;

namespace Sluice.EndToEnd.Tests.Contract.Writing;

public abstract class MalformedBodyContract(GatewayFixture fixture) : GatewayContract(fixture)
{
    public static TheoryData<string> NoJson =>
    [
        "", " ", "{", "[", "\"", "records", "{]", "records=value", "<records/>", "{'records':[{'value':1}]}",
        """{"records" """, """{"records":""", """{"records":[""", """{"records":[{""", """{"records":[{"value":1""",
        """{"records":[{"value":1}""", """{"records":[{"value":1}]""", """{"records":[{"value":1}]}}""", """{"records":[{"value":1}]} x""",
        """{"records":[{"value":1}]}{"records":[{"value":1}]}""", """{"records":[{"value":1},]}""", """{"records":[{"value":1,}]}""",
        """{"records":[{"value":1}],}""", """{"records":[{"value" 1}]}""", """{"records":[{value:1}]}""", """{"records":[{"value":tru}]}""",
        """{"records":[{"value":NaN}]}""", """{"records":[{"value":Infinity}]}""", """{"records":[{"value":01}]}""",
        """{"records":[{"value":1.}]}""", """{"records":[{"value":.5}]}""", """{"records":[{"value":+1}]}""",
        """{"records":[{"value":1e}]}""",
        """{"records":[{"value":-}]}""", "{\"records\":[{\"value\":\"a\nb\"}]}", """{"records":[{"value":"\x"}]}""",
        """{"records":[{"value":"\u12"}]}""", """{"records":[{"value":"open}]}""", """{"records":[{"value":1}/* comment */]}""",
        "// comment\n{\"records\":[{\"value\":1}]}", """{"records":[{"value":{"a":[1,2}}]}""", """{"records":[{"value":1},{"value":}]}""",
        """{"records":[{"value":1} {"value":2}]}""",
    ];

    public static TheoryData<string> NoUtf8 =>
    [
        // A stray continuation, a cut sequence, an overlong slash, a surrogate in UTF-8, one beyond U+10FFFF, and Latin-1.
        "80", "C3", "C0AF", "EDA080", "F4908080", "E9",
    ];

    [Theory]
    [MemberData(nameof(NoJson))]
    public async Task Write_ShouldBeRefusedAndWriteNothing_WhenTheBodyIsNoJson(string body)
    {
        var topic = await Client.CreateTopicAsync();

        await Client.PostAsync(topic, body).ShouldBeProblemAsync("malformed-json");

        (await Client.GetOffsetsAsync(topic)).Latest.ShouldBe(0);
    }

    [Theory]
    [MemberData(nameof(NoUtf8))]
    public async Task Write_ShouldBeRefusedAndWriteNothing_WhenAStringIsNoUtf8(string bytes)
    {
        var topic = await Client.CreateTopicAsync();
        foreach (var (before, after) in new[]
        {
            ("""{"records":[{"value":"first"},{"value":"a""", "\"}]}"),
            ("""{"records":[{"value":"first"},{"value":{"b":["a""", "\"]}}]}"),
            ("""{"records":[{"value":"first"},{"value":1,"key":"a""", "\"}]}"),
            ("""{"records":[{"value":"first"},{"value":{"a""", "\":1}}]}"),
        })
        {
            using var body = new ByteArrayContent(
                [.. Encoding.UTF8.GetBytes(before), .. Convert.FromHexString(bytes), .. Encoding.UTF8.GetBytes(after)]);
            body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            await Client.PostAsync(topic, body).ShouldBeProblemAsync("malformed-json");
        }

        (await Client.GetOffsetsAsync(topic)).Latest.ShouldBe(0);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{\"a\":")]
    public async Task Write_ShouldBeRefusedAndWriteNothing_WhenNestingIsBottomless(string open)
    {
        var topic = await Client.CreateTopicAsync();

        using var response = await Client.PostAsync(
            topic, """{"records":[{"value":"first"},{"value":""" + string.Concat(Enumerable.Repeat(open, 500_000)));

        ((int)response.StatusCode).ShouldBeOneOf(400, 422);
        (await Client.GetOffsetsAsync(topic)).Latest.ShouldBe(0);
    }

    [Fact]
    public async Task Connection_ShouldServeTheNextRequest_AfterARefusedBody()
    {
        var topic = await Client.CreateTopicAsync();
        using var connection = await RawHttp.ConnectAsync(Client.Address);
        foreach (var body in new[] { "{\"records\":[{\"value\":1},", """{"records":[{"value":"good"}]}""" })
        {
            await connection.SendAsync(
                $"POST /v1/producer/topics/{topic} HTTP/1.1\r\nHost: gateway\r\nContent-Type: application/json\r\n"
                + $"Content-Length: {body.Length}\r\n\r\n{body}");
        }

        await connection.SendAsync(RawHttp.Head("GET", $"/v1/consumer/topics/{topic}/partitions/0/offsets/0?count=5"));

        (await connection.ReceiveAsync()).ShouldBeProblem("malformed-json");
        (await connection.ReceiveAsync()).Body.ShouldBe("""{"offsets":[{"partition":0,"offset":0}]}""");
        (await connection.ReceiveAsync()).Json.GetProperty("records").GetArrayLength().ShouldBe(1);
    }
}
