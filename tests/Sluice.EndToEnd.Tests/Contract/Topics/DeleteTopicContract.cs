// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Text.Json;
using Sluice.EndToEnd.Tests.Gateways;
using Sluice.EndToEnd.Tests.Http;

namespace Sluice.EndToEnd.Tests.Contract.Topics;

public abstract class DeleteTopicContract(GatewayFixture fixture) : GatewayContract(fixture)
{
    [Fact]
    public async Task Delete_ShouldAnswerTheTopicAlone()
    {
        var topic = await Client.CreateTopicAsync();

        using var response = await Client.DeleteTopicAsync(topic);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync(Cancellation)).ShouldBe(JsonSerializer.Serialize(new { topic }));
    }

    [Fact]
    public async Task Delete_ShouldAnswer_OnlyWhenTheTopicIsGone()
    {
        var topic = await Client.CreateTopicAsync();
        await Client.WriteValuesAsync(topic, "1");
        await Client.ReadAsync(topic, 0);

        await DeleteAsync(topic);

        (await Client.ListTopicsAsync()).ShouldNotContain(topic);
        await Client.GetAsync($"v1/metadata/topics/{topic}/partitions").ShouldBeProblemAsync("topic-not-found");
        await Client.GetRecordsAsync(topic, 0, "0").ShouldBeProblemAsync("topic-not-found");
        await Client.PostAsync(topic, """{"records":[{"value":1}]}""").ShouldBeProblemAsync("topic-not-found");
        await Client.DeleteTopicAsync(topic).ShouldBeProblemAsync("topic-not-found");
    }

    [Fact]
    public async Task Delete_ShouldNotTouchOtherTopics()
    {
        var kept = await Client.CreateTopicAsync();
        var deleted = await Client.CreateTopicAsync();
        await Client.WriteValuesAsync(kept, "\"kept\"");

        await DeleteAsync(deleted);

        (await Client.ReadAsync(kept, 0)).Values.ShouldBe(["kept"]);
    }

    [Fact]
    public async Task Recreated_ShouldBeEmpty_WhenTheOldOneHadRecords()
    {
        var topic = await Client.CreateTopicAsync(partitions: 2);
        await Client.WriteValuesAsync(topic, "\"old\"", "\"old\"", "\"old\"");
        (await Client.ReadAsync(topic, 0, "?count=10")).Records.Count.ShouldBe(3);

        await DeleteAsync(topic);
        await RecreateAsync(topic);

        (await Client.GetOffsetsAsync(topic)).ShouldBe((0, 0));
        var page = await Client.ReadAsync(topic, 0, "?count=10");
        page.Records.ShouldBeEmpty();
        page.NextOffset.ShouldBe(0);
        await Client.GetRecordsAsync(topic, 0, "3").ShouldBeProblemAsync("offset-out-of-range");
        await Client.GetRecordsAsync(topic, 1, "0").ShouldBeProblemAsync("partition-not-found");
    }

    [Fact]
    public async Task Recreated_ShouldGiveNewRecordsAlone_LifeAfterLife()
    {
        var topic = await Client.CreateTopicAsync();
        for (var life = 0; life < 5; life++)
        {
            var places = await Client.WriteValuesAsync(topic, $"\"life {life}, first\"", $"\"life {life}, second\"");
            places.Select(place => place.Offset).ShouldBe([0, 1]);
            (await Client.ReadAsync(topic, 0, "?count=10")).Values.ShouldBe([$"life {life}, first", $"life {life}, second"]);
            (await Client.ReadAsync(topic, 1, "?count=10")).Values.ShouldBe([$"life {life}, second"]);
            await DeleteAsync(topic);
            await RecreateAsync(topic);
        }
    }

    [Fact]
    public async Task LongPoll_ShouldEndInTime_WhenItsTopicIsDeletedMeanwhile()
    {
        var topic = await Client.CreateTopicAsync();
        var polling = Client.GetRecordsAsync(topic, 0, "0", "?timeout=1000");
        await DeleteAsync(topic);

        using var response = await polling.WaitAsync(TimeSpan.FromSeconds(60), Cancellation);

        if (response.StatusCode == HttpStatusCode.OK)
        {
            (await response.Content.ReadAsStringAsync(Cancellation)).ShouldBe("""{"records":[]}""");
        }
        else
        {
            await response.ShouldBeProblemAsync("topic-not-found");
        }
    }

    private async Task DeleteAsync(string topic)
    {
        using var response = await Client.DeleteTopicAsync(topic);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync(Cancellation));
    }

    private async Task RecreateAsync(string topic)
    {
        using var response = await Client.PutTopicAsync(topic, """{"partition_count":1}""");
        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync(Cancellation));
    }
}
