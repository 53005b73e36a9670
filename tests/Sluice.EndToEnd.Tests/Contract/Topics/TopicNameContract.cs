// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Text;
using Sluice.EndToEnd.Tests.Gateways;
using Sluice.EndToEnd.Tests.Http;

namespace Sluice.EndToEnd.Tests.Contract.Topics;

/// <summary>Names are sent as raw bytes: a client library would tidy some of them up.</summary>
public abstract class TopicNameContract(GatewayFixture fixture) : GatewayContract(fixture)
{
    public static TheoryData<string> Forbidden =>
    [
        "..", ".", "%2e%2e", "%2E", ".%2e", "a%2Fb", "a%2fb", "%2F", "%2e%2e%2fadmin", "a%252Fb", "a%25b", "a%20b", "a+b", "a:b", "a%5Cb",
        "%C3%BC", "%FF", "a%0D%0Ab", "%22", "a;b", "a,b", "a@b", "~a", "a%3Fb", "a%23b", new string('a', 250),
    ];

    [Theory]
    [MemberData(nameof(Forbidden))]
    public async Task Create_ShouldBeRefused_WhenKafkaForbidsTheName(string name)
    {
        var before = await Client.ListTopicsAsync("?internal=true");

        var response = await RawHttp.GetAsync(Client.Address, "PUT", $"/v1/topics/{name}", "Content-Length: 0");

        response.ShouldBeProblem("invalid-topic");
        (await Client.ListTopicsAsync("?internal=true")).Except(before).ShouldAllBe(topic => topic.Contains('-'));
    }

    [Theory]
    [InlineData("..")]
    [InlineData("%2e%2e")]
    [InlineData("a%2Fb")]
    [InlineData("a%252Fb")]
    [InlineData("%FF")]
    public async Task Reading_ShouldNeverWalk_WhenTheNameIsForbidden(string name)
    {
        var partitions = await RawHttp.GetAsync(Client.Address, "GET", $"/v1/metadata/topics/{name}/partitions");
        var records = await RawHttp.GetAsync(Client.Address, "GET", $"/v1/consumer/topics/{name}/partitions/0/offsets/0");
        var deleted = await RawHttp.GetAsync(Client.Address, "DELETE", $"/v1/topics/{name}", "Content-Length: 0");

        partitions.ShouldBeProblem("invalid-topic");
        records.ShouldBeProblem("invalid-topic");
        deleted.ShouldBeProblem("invalid-topic");
    }

    [Theory]
    [InlineData("..")]
    [InlineData("%2e%2e")]
    [InlineData("a%2Fb")]
    public async Task Writing_ShouldNeverWalk_WhenTheNameIsForbidden(string name)
    {
        const string Body = """{"records":[{"value":1}]}""";

        var head = RawHttp.Head("POST", $"/v1/producer/topics/{name}", "Content-Type: application/json", $"Content-Length: {Body.Length}");

        var response = await RawHttp.ExchangeAsync(Client.Address, Encoding.UTF8.GetBytes(head + Body));

        response.ShouldBeProblem("invalid-topic");
    }

    [Fact]
    public async Task Create_ShouldSucceed_WhenTheNameIsAsLongAsKafkaAllows()
    {
        var topic = GatewayClient.UniqueName().PadRight(249, 'x');

        using var created = await Client.PutTopicAsync(topic, null);

        created.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Client.WriteValuesAsync(topic, "1")).ShouldHaveSingleItem();
        (await Client.ReadAsync(topic, 0)).Values.ShouldBe(["1"]);
    }

    [Theory]
    [InlineData("a.b_c-D0.")]
    [InlineData("...")]
    [InlineData("-")]
    public async Task Create_ShouldSucceed_WhenTheNameHasEveryAllowedCharacter(string start)
    {
        var topic = $"{start}{Guid.NewGuid():N}";

        using var created = await Client.PutTopicAsync(topic, null);

        created.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Client.ListTopicsAsync()).ShouldContain(topic);
    }

    [Fact]
    public async Task Name_ShouldBeDecodedOnce_WhenItIsEscapedWithoutNeed()
    {
        var topic = GatewayClient.UniqueName("escaped");
        var escaped = "%65%73caped" + topic["escaped".Length..];

        var created = await RawHttp.GetAsync(Client.Address, "PUT", $"/v1/topics/{escaped}", "Content-Length: 0");

        created.Status.ShouldBe(200, created.Body);
        created.Json.GetProperty("topic").GetString().ShouldBe(topic);
    }
}
