// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Sluice.EndToEnd.Tests.Gateways;
using Sluice.EndToEnd.Tests.Http;

namespace Sluice.EndToEnd.Tests.Contract.Http;

public abstract class FramingContract(GatewayFixture fixture) : GatewayContract(fixture)
{
    private const string Body = """{"records":[{"value":"v"}]}""";

    [Theory]
    [InlineData("Content-Length: 4", "Transfer-Encoding: chunked")]
    [InlineData("Transfer-Encoding: chunked", "Content-Length: 27")]
    public async Task Request_ShouldBeRefusedAndWriteNothing_WhenItsLengthIsToldTwice(string first, string second)
    {
        var topic = await Client.CreateTopicAsync();
        var head = RawHttp.Head("POST", $"/v1/producer/topics/{topic}", "Content-Type: application/json", first, second);

        var response = await RawHttp.ExchangeAsync(
            Client.Address, Encoding.ASCII.GetBytes($"{head}{Body.Length:x}\r\n{Body}\r\n0\r\n\r\n"));

        response.ShouldBeProblem("malformed-request");
        (await Client.GetOffsetsAsync(topic)).Latest.ShouldBe(0);
    }

    [Theory]
    [InlineData("/v1/topics/%00")]
    [InlineData("/v1/topics/%zz")]
    [InlineData("/v1/topics/%")]
    [InlineData("/v1/topics/%2")]
    public async Task Request_ShouldBeRefused_WhenItsTargetIsMalformed(string target)
    {
        var response = await RawHttp.GetAsync(Client.Address, "PUT", target, "Content-Length: 0");

        response.Status.ShouldBeOneOf(400, 422);
    }

    [Fact]
    public async Task Body_ShouldNeverBeWritten_WhenTheClientHangsUpInIt()
    {
        var topic = await Client.CreateTopicAsync();
        var head = RawHttp.Head("POST", $"/v1/producer/topics/{topic}", "Content-Type: application/json", "Content-Length: 1000");
        for (var attempt = 0; attempt < 10; attempt++)
        {
            // What arrives is one whole JSON text, and less than was promised.
            using var connection = await RawHttp.ConnectAsync(Client.Address);
            await connection.SendAsync(head + Body);
            if (attempt % 2 == 0)
            {
                connection.Reset();
            }
        }

        var places = await Client.WriteValuesAsync(topic, "\"after\"");

        places.ShouldBe([new Place(0, 0)]);
        (await Client.ReadAsync(topic, 0, "?count=10")).Values.ShouldBe(["after"]);
    }

    [Fact]
    public async Task Server_ShouldServeOthers_WhenClientsHangUpWhileTheyWait()
    {
        var topic = await Client.CreateTopicAsync();
        for (var attempt = 0; attempt < 50; attempt++)
        {
            using var connection = await RawHttp.ConnectAsync(Client.Address);
            await connection.SendAsync(RawHttp.Head("GET", $"/v1/consumer/topics/{topic}/partitions/0/offsets/0?timeout=30000"));
            if (attempt % 2 == 0)
            {
                connection.Reset();
            }
        }

        var polling = Client.ReadAsync(topic, 0, "?timeout=20000");
        await Client.WriteValuesAsync(topic, "\"still here\"");

        (await polling).Values.ShouldBe(["still here"]);
    }

    [Fact]
    public async Task Write_ShouldBeAllOrNothing_WhenTheClientHangsUpBeforeTheAnswer()
    {
        var topic = await Client.CreateTopicAsync();
        const string Records = """{"records":[{"value":"1"},{"value":"2"},{"value":"3"}]}""";
        using (var connection = await RawHttp.ConnectAsync(Client.Address))
        {
            await connection.SendAsync(RawHttp.Head(
                "POST", $"/v1/producer/topics/{topic}", "Content-Type: application/json", $"Content-Length: {Records.Length}") + Records);
            connection.Reset();
        }

        var place = (await Client.WriteValuesAsync(topic, "\"after\""))[0];
        var page = await Client.ReadAsync(topic, 0, "?count=10&timeout=1000");
        string.Join(' ', page.Values).ShouldBeOneOf("after", "1 2 3 after", "after 1 2 3");
        page.Values[(int)place.Offset].ShouldBe("after");
    }

    [Fact]
    public async Task Request_ShouldBeServed_WhenItComesByteByByte()
    {
        using var connection = await RawHttp.ConnectAsync(Client.Address);
        foreach (var character in RawHttp.Head("GET", "/v1/metadata/brokers"))
        {
            await connection.SendAsync(character.ToString());
        }

        (await connection.ReceiveAsync()).Status.ShouldBe(200);
    }
}
