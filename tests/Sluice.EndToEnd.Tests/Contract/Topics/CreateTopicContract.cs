// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Text.Json;
using Sluice.EndToEnd.Tests.Gateways;
using Sluice.EndToEnd.Tests.Http;

namespace Sluice.EndToEnd.Tests.Contract.Topics;

public abstract class CreateTopicContract(GatewayFixture fixture) : GatewayContract(fixture)
{
    [Fact]
    public async Task Create_ShouldAnswerTheTopicItMade_WhenAllIsSaid()
    {
        var topic = GatewayClient.UniqueName();

        var created = await CreateAsync(topic, """{"partition_count":4,"replication_factor":2}""");

        created.MemberNames().ShouldBe(["topic", "partition_count", "replication_factor"]);
        created.GetProperty("topic").GetString().ShouldBe(topic);
        created.GetProperty("partition_count").GetInt32().ShouldBe(4);
        created.GetProperty("replication_factor").GetInt32().ShouldBe(2);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("{}")]
    [InlineData("""{"topic_properties":{}}""")]
    public async Task Create_ShouldTakeTheClustersDefaults_WhenNothingIsSaid(string? body)
    {
        var topic = GatewayClient.UniqueName();

        var created = await CreateAsync(topic, body);

        var partitions = (await Client.GetJsonAsync($"v1/metadata/topics/{topic}/partitions")).GetProperty("partitions");
        partitions.GetArrayLength().ShouldBe(created.GetProperty("partition_count").GetInt32());
        partitions[0].GetProperty("replicas").GetArrayLength().ShouldBe(created.GetProperty("replication_factor").GetInt32());
    }

    [Fact]
    public async Task Create_ShouldTakePropertiesAsAnyScalar()
    {
        var topic = GatewayClient.UniqueName();

        await CreateAsync(topic, """
            {"partition_count":1,"replication_factor":1,
             "topic_properties":{"retention.ms":604800000,"min.insync.replicas":"1","unclean.leader.election.enable":false}}
            """);

        (await Client.ListTopicsAsync()).ShouldContain(topic);
    }

    [Fact]
    public async Task Create_ShouldAnswer_OnlyWhenEveryPartitionCanBeWrittenAndRead()
    {
        var topic = GatewayClient.UniqueName();
        await CreateAsync(topic, """{"partition_count":6,"replication_factor":3}""");

        var places = await Client.WriteAsync(topic, Enumerable.Range(0, 6).Select(p => $$"""{"value":"{{p}}","partition":{{p}}}"""));

        places.ShouldBe(Enumerable.Range(0, 6).Select(p => new Place(p, 0)));
        for (var partition = 0; partition < 6; partition++)
        {
            (await Client.ReadAsync(topic, 0, partition: partition)).Values.ShouldBe([$"{partition}"]);
        }

        var described = (await Client.GetJsonAsync($"v1/metadata/topics/{topic}/partitions")).GetProperty("partitions");
        described.EnumerateArray().ShouldAllBe(partition => partition.GetProperty("leader").ValueKind == JsonValueKind.Object);
    }

    [Fact]
    public async Task Create_ShouldAnswer_OnlyWhenWhoeverIsAskedNextKnowsTheTopic()
    {
        // A cluster's brokers learn of a topic one after the other, and any of them may be asked.
        for (var attempt = 0; attempt < 20; attempt++)
        {
            var topic = await Client.CreateTopicAsync();
            var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(async ask =>
            {
                using var response = (ask % 3) switch
                {
                    0 => await Client.PostAsync(topic, """{"records":[{"value":1}]}"""),
                    1 => await Client.GetRecordsAsync(topic, 0, "earliest"),
                    _ => await Client.GetAsync($"v1/metadata/topics/{topic}/partitions"),
                };
                return response.StatusCode;
            }));
            answers.ShouldAllBe(status => status == HttpStatusCode.OK);
            (await Client.ListTopicsAsync()).ShouldContain(topic);
        }
    }

    [Fact]
    public async Task Create_ShouldBeAConflict_WhenTheTopicIsThere()
    {
        var topic = await Client.CreateTopicAsync(partitions: 2);

        await Client.PutTopicAsync(topic, """{"partition_count":5}""").ShouldBeProblemAsync("topic-exists");

        (await Client.GetJsonAsync($"v1/metadata/topics/{topic}/partitions")).GetProperty("partitions").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task Create_ShouldSucceedOnce_WhenManyCreateTheSame()
    {
        var topic = GatewayClient.UniqueName();

        var statuses = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            using var response = await Client.PutTopicAsync(topic, null);
            return response.StatusCode;
        }));

        statuses.Count(status => status == HttpStatusCode.OK).ShouldBe(1);
        statuses.Count(status => status == HttpStatusCode.Conflict).ShouldBe(7);
    }

    private async Task<JsonElement> CreateAsync(string topic, string? body)
    {
        using var response = await Client.PutTopicAsync(topic, body);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return JsonElement.Parse(text);
    }
}
