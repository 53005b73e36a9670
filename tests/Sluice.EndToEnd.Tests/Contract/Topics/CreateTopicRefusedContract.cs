// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Sluice.EndToEnd.Tests.Gateways;
using Sluice.EndToEnd.Tests.Http;

namespace Sluice.EndToEnd.Tests.Contract.Topics;

public abstract class CreateTopicRefusedContract(GatewayFixture fixture) : GatewayContract(fixture)
{
    [Theory]
    [InlineData("""{"partition_count":0}""")]
    [InlineData("""{"partition_count":-1}""")]
    [InlineData("""{"replication_factor":0}""")]
    [InlineData("""{"replication_factor":-1}""")]
    [InlineData("""{"replication_factor":4}""")]
    public Task Create_ShouldBeRefused_WhenTheClusterCannotHaveThat(string body) =>
        ShouldRefuseAsync(body, "invalid-topic");

    [Theory]
    [InlineData("""[]""", "")]
    [InlineData("""3""", "")]
    [InlineData("""{"partition_count":"3"}""", "/partition_count")]
    [InlineData("""{"partition_count":1.5}""", "/partition_count")]
    [InlineData("""{"partition_count":2147483648}""", "/partition_count")]
    [InlineData("""{"replication_factor":true}""", "/replication_factor")]
    [InlineData("""{"replication_factor":32768}""", "/replication_factor")]
    [InlineData("""{"partitions":1}""", "/partitions")]
    [InlineData("""{"topic_properties":[]}""", "/topic_properties")]
    [InlineData("""{"topic_properties":{"retention.ms":[1]}}""", "/topic_properties/retention.ms")]
    [InlineData("""{"topic_properties":{"a/b~c":{}}}""", "/topic_properties/a~1b~0c")]
    [InlineData("""{"partition_count":1,"partition_count":1}""", "/partition_count")]
    [InlineData("""{"topic_properties":{"retention.ms":1,"retention.ms":2}}""", "/topic_properties/retention.ms")]
    public async Task Create_ShouldBeRefused_WhenTheBodyBreaksTheContract(string body, string fault) =>
        (await ShouldRefuseAsync(body, "invalid-request")).ShouldPointTo(fault);

    [Fact]
    public async Task Create_ShouldNameEveryFault_WhenThereAreSeveral() =>
        (await ShouldRefuseAsync(
            """{"partition_count":"3","replication_factor":[],"topic_properties":{"x":{},"y":1}}""",
            "invalid-request")).ShouldPointTo("/partition_count", "/replication_factor", "/topic_properties/x");

    [Theory]
    [InlineData("{")]
    [InlineData("""{"partition_count":1""")]
    [InlineData("""{"partition_count":1,}""")]
    [InlineData("""{"partition_count":01}""")]
    [InlineData("""{"partition_count":1}x""")]
    public Task Create_ShouldBeRefused_WhenTheBodyIsNoJson(string body) =>
        ShouldRefuseAsync(body, "malformed-json");

    private async Task<JsonElement> ShouldRefuseAsync(string body, string code)
    {
        var topic = GatewayClient.UniqueName();

        var problem = await Client.PutTopicAsync(topic, body).ShouldBeProblemAsync(code);

        (await Client.ListTopicsAsync()).ShouldNotContain(topic);
        return problem;
    }
}
