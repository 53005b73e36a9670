// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Net;
using System.Text.Json;
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
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Topic_ShouldBeUsable_WhenAnotherClientCreatedIt()
    {
        var topic = GatewayClient.UniqueName();
        await Client.GetAsync($"v1/metadata/topics/{topic}/partitions").ShouldBeProblemAsync("topic-not-found");
        await Client.PostAsync(topic, """{"records":[{"value":1}]}""").ShouldBeProblemAsync("topic-not-found");

        await Kafka.Admin.CreateTopicsAsync([new TopicSpecification { Name = topic, NumPartitions = 1 }]);

        await FoundAsync(() => Client.PostAsync(topic, """{"records":[{"value":"v"}]}"""));
        var read = await FoundAsync(() => Client.GetRecordsAsync(topic, 0, "0"));
        read.ShouldContain("\"v\"");
    }

    [Fact]
    public async Task Partition_ShouldBeUsable_WhenAnotherClientAddedIt()
    {
        var topic = await Client.CreateTopicAsync();
        await Client.WriteAsync(topic, """{"value":"old","partition":0}""");
        await Client.ReadAsync(topic, 0);
        await Client.GetRecordsAsync(topic, 2, "0").ShouldBeProblemAsync("partition-not-found");

        await Kafka.Admin.CreatePartitionsAsync([new PartitionsSpecification { Topic = topic, IncreaseTo = 3 }]);

        (await FoundAsync(() => Client.PostAsync(topic, """{"records":[{"value":"new","partition":2}]}""")))
            .ShouldBe("""{"offsets":[{"partition":2,"offset":0}]}""");
        (await FoundAsync(() => Client.GetRecordsAsync(topic, 2, "0"))).ShouldContain("\"new\"");
    }

    [Fact]
    public async Task Partition_ShouldBeReadable_WhenAnotherClientAddedItAndNobodyWrote()
    {
        var topic = await Client.CreateTopicAsync();
        await Client.ReadAsync(topic, 0);

        await Kafka.Admin.CreatePartitionsAsync([new PartitionsSpecification { Topic = topic, IncreaseTo = 2 }]);

        (await FoundAsync(() => Client.GetRecordsAsync(topic, 1, "0"))).ShouldBe("""{"records":[]}""");
    }

    [Fact]
    public async Task Topic_ShouldBeGone_WhenAnotherClientDeletedIt()
    {
        var topic = await Client.CreateTopicAsync();
        await Client.WriteValuesAsync(topic, "1");
        await Client.ReadAsync(topic, 0);

        await DeleteAsync(topic);

        var clock = Stopwatch.StartNew();
        foreach (var ask in new Func<Task<HttpResponseMessage>>[]
        {
            () => Client.GetRecordsAsync(topic, 0, "0"),
            () => Client.GetAsync($"v1/metadata/topics/{topic}/partitions"),
            () => Client.PostAsync(topic, """{"records":[{"value":1}]}"""),
        })
        {
            while (await StatusAsync(ask) != HttpStatusCode.NotFound)
            {
                clock.Elapsed.ShouldBeLessThan(Deadline);
            }
        }
    }

    [Fact]
    public async Task Recreated_ShouldGiveNewRecordsAlone_WhenAnotherClientDidIt()
    {
        var topic = await Client.CreateTopicAsync();
        for (var life = 0; life < 4; life++)
        {
            var body = $$"""{"records":[{"value":"life {{life}}, first"},{"value":"life {{life}}, second"}]}""";
            (await FoundAsync(() => Client.PostAsync(topic, body)))
                .ShouldBe("""{"offsets":[{"partition":0,"offset":0},{"partition":0,"offset":1}]}""");
            var read = await FoundAsync(() => Client.GetRecordsAsync(topic, 0, "0", "?count=10"));
            JsonElement.Parse(read).GetProperty("records").EnumerateArray().Select(record => record.GetProperty("value").GetString())
                .ShouldBe([$"life {life}, first", $"life {life}, second"]);

            await DeleteAsync(topic);
            await Kafka.Admin.CreateTopicsAsync([new TopicSpecification { Name = topic, NumPartitions = 1 }]);
        }

        (await FoundAsync(() => Client.GetRecordsAsync(topic, 0, "0", "?count=10"))).ShouldBe("""{"records":[]}""");
    }

    [Fact]
    public async Task Read_ShouldSeeTheChangeAtOnce_WhenAnotherGatewayHasMadeIt()
    {
        await using var other = await gateway.StartAnotherAsync("Kafka:MaxCursors", "4");
        var topic = await Client.CreateTopicAsync();
        for (var life = 0; life < 10; life++)
        {
            await Client.WriteValuesAsync(topic, [.. Enumerable.Range(0, 50).Select(number => $"\"{life}.{number}\"")]);

            // A cursor rests in the middle of the records that it has fetched, and would go on with them.
            (await Client.ReadAsync(topic, 0)).Values.ShouldBe([$"{life}.0"]);

            // The other gateway answers when every broker knows.
            (await StatusAsync(() => other.Client.DeleteTopicAsync(topic))).ShouldBe(HttpStatusCode.OK);
            await Client.GetRecordsAsync(topic, 0, "1").ShouldBeProblemAsync("topic-not-found");

            (await StatusAsync(() => other.Client.PutTopicAsync(topic, """{"partition_count":1}"""))).ShouldBe(HttpStatusCode.OK);
            await Client.GetRecordsAsync(topic, 0, "1").ShouldBeProblemAsync("offset-out-of-range");
            (await Client.ReadAsync(topic, 0)).Records.ShouldBeEmpty();
        }
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

    /// <summary>
    /// The answer, once the topic and partition are found: a broker that is asked may be the last to learn what another client did.
    /// Nothing but 200 may come in the place of that.
    /// </summary>
    private static async Task<string> FoundAsync(Func<Task<HttpResponseMessage>> ask)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            using var response = await ask();
            var text = await response.Content.ReadAsStringAsync(Cancellation);
            if (response.StatusCode != HttpStatusCode.NotFound)
            {
                response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
                return text;
            }

            clock.Elapsed.ShouldBeLessThan(Deadline, text);
        }
    }

    private static async Task<HttpStatusCode> StatusAsync(Func<Task<HttpResponseMessage>> ask)
    {
        using var response = await ask();
        return response.StatusCode;
    }

    private async Task DeleteAsync(string topic)
    {
        await Kafka.Admin.DeleteTopicsAsync([topic]);
        var clock = Stopwatch.StartNew();
        while ((await Client.ListTopicsAsync()).Contains(topic))
        {
            clock.Elapsed.ShouldBeLessThan(Deadline);
        }
    }
}
