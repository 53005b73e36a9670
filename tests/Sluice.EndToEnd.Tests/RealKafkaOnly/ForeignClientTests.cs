// SPDX-License-Identifier: Apache-2.0

using System.Net;
using Confluent.Kafka.Admin;
using Sluice.EndToEnd.Tests.Clusters;
using Sluice.EndToEnd.Tests.Contract;
using Sluice.EndToEnd.Tests.Gateways;
using Sluice.EndToEnd.Tests.Http;

namespace Sluice.EndToEnd.Tests.RealKafkaOnly;

/// <summary>What other clients do to topics while the gateway uses them.</summary>
[Capability(Capability.AdminClients)]
public sealed class ForeignClientTests(RealKafka kafka, RealKafkaGateway gateway) : GatewayContract(gateway.On(kafka))
{
    [Fact]
    public async Task Topic_ShouldBeUsableAtOnce_WhenAnotherClientCreatedIt()
    {
        var topic = GatewayClient.UniqueName();
        await Client.GetAsync($"v1/metadata/topics/{topic}/partitions").ShouldBeProblemAsync(HttpStatusCode.NotFound, "topic-not-found");
        await Client.PostAsync(topic, """{"records":[{"value":1}]}""").ShouldBeProblemAsync(HttpStatusCode.NotFound, "topic-not-found");

        await Kafka.Admin.CreateTopicsAsync([new TopicSpecification { Name = topic, NumPartitions = 1 }]);

        (await Client.ListTopicsAsync()).ShouldContain(topic);
        await Client.WriteValuesAsync(topic, "\"v\"");
        (await Client.ReadAsync(topic, 0)).Values.ShouldBe(["v"]);
    }

    [Fact]
    public async Task Partition_ShouldBeUsableAtOnce_WhenAnotherClientAddedIt()
    {
        var topic = await Client.CreateTopicAsync();
        await Client.WriteAsync(topic, """{"value":"old","partition":0}""");
        await Client.ReadAsync(topic, 0);
        await Client.GetRecordsAsync(topic, 2, "0").ShouldBeProblemAsync(HttpStatusCode.NotFound, "partition-not-found");

        await Kafka.Admin.CreatePartitionsAsync([new PartitionsSpecification { Topic = topic, IncreaseTo = 3 }]);

        (await Client.WriteAsync(topic, """{"value":"new","partition":2}""")).ShouldBe([new Place(2, 0)]);
        (await Client.ReadAsync(topic, 0, partition: 2)).Values.ShouldBe(["new"]);
        (await Client.GetJsonAsync($"v1/metadata/topics/{topic}/partitions")).GetProperty("partitions").GetArrayLength().ShouldBe(3);
    }

    [Fact]
    public async Task Partition_ShouldBeReadableAtOnce_WhenAnotherClientAddedIt()
    {
        var topic = await Client.CreateTopicAsync();
        await Client.ReadAsync(topic, 0);

        await Kafka.Admin.CreatePartitionsAsync([new PartitionsSpecification { Topic = topic, IncreaseTo = 2 }]);

        (await Client.ReadAsync(topic, 0, partition: 1)).Records.ShouldBeEmpty();
    }

    [Fact]
    public async Task Topic_ShouldBeGone_WhenAnotherClientDeletedIt()
    {
        var topic = await Client.CreateTopicAsync();
        await Client.WriteValuesAsync(topic, "1");
        await Client.ReadAsync(topic, 0);

        await DeleteAsync(topic);

        await Client.GetRecordsAsync(topic, 0, "0").ShouldBeProblemAsync(HttpStatusCode.NotFound, "topic-not-found");
        await Client.PostAsync(topic, """{"records":[{"value":1}]}""").ShouldBeProblemAsync(HttpStatusCode.NotFound, "topic-not-found");
        (await Client.ListTopicsAsync()).ShouldNotContain(topic);
    }

    [Fact]
    public async Task Recreated_ShouldGiveNewRecordsAlone_WhenAnotherClientDidIt()
    {
        var topic = await Client.CreateTopicAsync();
        for (var life = 0; life < 4; life++)
        {
            var places = await Client.WriteValuesAsync(topic, $"\"life {life}, first\"", $"\"life {life}, second\"");
            places.Select(place => place.Offset).ShouldBe([0, 1]);
            (await Client.ReadAsync(topic, 0, "?count=10")).Values.ShouldBe([$"life {life}, first", $"life {life}, second"]);

            await DeleteAsync(topic);
            await Kafka.Admin.CreateTopicsAsync([new TopicSpecification { Name = topic, NumPartitions = 1 }]);
        }

        (await Client.ReadAsync(topic, 0, "?count=10")).Records.ShouldBeEmpty();
    }

    [Fact]
    public async Task LongPoll_ShouldSeeTheNewTopicsRecords_WhenItsOwnWasRecreatedMeanwhile()
    {
        var topic = await Client.CreateTopicAsync();
        var polling = Client.GetRecordsAsync(topic, 0, "0", "?timeout=15000");
        await Should.ThrowAsync<TimeoutException>(() => polling.WaitAsync(TimeSpan.FromMilliseconds(500), Cancellation));
        await DeleteAsync(topic);
        await Kafka.Admin.CreateTopicsAsync([new TopicSpecification { Name = topic, NumPartitions = 1 }]);
        await Kafka.WriteAsync(topic, "new"u8.ToArray());

        using var response = await polling;

        // The poll's own topic is gone: it may say so, or go on with the one that has the name now.
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        if (response.StatusCode == HttpStatusCode.OK)
        {
            text.ShouldContain("\"new\"");
        }
        else
        {
            text.ShouldContain("topic-not-found");
        }
    }

    private async Task DeleteAsync(string topic)
    {
        await Kafka.Admin.DeleteTopicsAsync([topic]);
        // The broker answers before every broker's metadata knows it.
        var deadline = System.Diagnostics.Stopwatch.StartNew();
        while ((await Client.ListTopicsAsync()).Contains(topic))
        {
            deadline.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
        }
    }
}
