// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Text.Json;
using Sluice.EndToEnd.Tests.Gateways;
using Sluice.EndToEnd.Tests.Http;

namespace Sluice.EndToEnd.Tests.Contract.Metadata;

public abstract class PartitionsContract(GatewayFixture fixture) : GatewayContract(fixture)
{
    [Fact]
    public async Task Partitions_ShouldDescribeEachPartition_ByNumber()
    {
        var topic = await Client.CreateTopicAsync(partitions: 12);

        var body = await Client.GetJsonAsync($"v1/metadata/topics/{topic}/partitions");

        body.MemberNames().ShouldBe(["topic", "partitions"]);
        body.GetProperty("topic").GetString().ShouldBe(topic);
        body.GetProperty("partitions").EnumerateArray().Select(partition => partition.GetProperty("partition_id").GetInt32())
            .ShouldBe(Enumerable.Range(0, 12));
    }

    [Fact]
    public async Task Partition_ShouldHaveItsOffsetsLeaderAndReplicasAlone()
    {
        var topic = await Client.CreateTopicAsync();

        var partition = await Client.GetJsonAsync($"v1/metadata/topics/{topic}/partitions/0");

        partition.MemberNames()
            .ShouldBe(["partition_id", "earliest_offset", "latest_offset", "leader", "replicas", "isr"]);
        partition.GetProperty("partition_id").GetInt32().ShouldBe(0);
        partition.GetProperty("earliest_offset").GetInt64().ShouldBe(0);
        partition.GetProperty("latest_offset").GetInt64().ShouldBe(0);
    }

    [Fact]
    public async Task Partition_ShouldNameBrokersInFull_AsLeaderReplicasAndInSync()
    {
        var topic = GatewayClient.UniqueName();
        using var created = await Client.PutTopicAsync(topic, """{"partition_count":1,"replication_factor":3}""");
        created.StatusCode.ShouldBe(HttpStatusCode.OK);
        var brokers = (await Client.GetJsonAsync("v1/metadata/brokers")).GetProperty("brokers").EnumerateArray().Select(Text).ToList();

        var partition = await Client.GetJsonAsync($"v1/metadata/topics/{topic}/partitions/0");

        brokers.ShouldContain(Text(partition.GetProperty("leader")));
        partition.GetProperty("replicas").EnumerateArray().Select(Text).ShouldBe(brokers, ignoreOrder: true);
        partition.GetProperty("isr").EnumerateArray().Select(Text).ShouldBe(brokers, ignoreOrder: true);
    }

    [Fact]
    public async Task Partition_ShouldBeTheSameAsInTheList()
    {
        var topic = await Client.CreateTopicAsync(partitions: 3);
        await Client.WriteAsync(topic, """{"value":"a","partition":2}""", """{"value":"b","partition":2}""");

        var list = await Client.GetJsonAsync($"v1/metadata/topics/{topic}/partitions");
        var single = await Client.GetJsonAsync($"v1/metadata/topics/{topic}/partitions/2");

        Text(single).ShouldBe(Text(list.GetProperty("partitions")[2]));
        single.GetProperty("latest_offset").GetInt64().ShouldBe(2);
    }

    [Fact]
    public async Task Partition_ShouldCountWhatIsWritten_AtOnce()
    {
        var topic = await Client.CreateTopicAsync();

        for (var written = 1; written <= 5; written++)
        {
            await Client.WriteValuesAsync(topic, "1");
            (await Client.GetOffsetsAsync(topic)).ShouldBe((0, written));
        }
    }

    [Fact]
    public async Task Partition_ShouldBeNotFound_WhenTheTopicHasLess()
    {
        var topic = await Client.CreateTopicAsync(partitions: 2);

        await Client.GetAsync($"v1/metadata/topics/{topic}/partitions/2").ShouldBeProblemAsync("partition-not-found");
        await Client.GetAsync($"v1/metadata/topics/{topic}/partitions/2147483647").ShouldBeProblemAsync("partition-not-found");
    }

    [Theory]
    [InlineData("one")]
    [InlineData("-1")]
    [InlineData("1.0")]
    [InlineData("0x0")]
    [InlineData("99999999999999999999")]
    public async Task Partition_ShouldBeRefused_WhenItIsNoPartitionNumber(string partition)
    {
        var topic = await Client.CreateTopicAsync();

        await Client.GetAsync($"v1/metadata/topics/{topic}/partitions/{partition}").ShouldBeProblemAsync("invalid-parameter");
    }

    private static string Text(JsonElement element) => JsonSerializer.Serialize(element);
}
