// SPDX-License-Identifier: Apache-2.0

using System.Net;
using Sluice.EndToEnd.Tests.Gateways;
using Sluice.EndToEnd.Tests.Http;

namespace Sluice.EndToEnd.Tests.Contract.Metadata;

public abstract class TopicListContract(GatewayFixture fixture) : GatewayContract(fixture)
{
    [Fact]
    public async Task List_ShouldHoldTopicsAlone()
    {
        var body = await Client.GetJsonAsync("v1/metadata/topics");

        body.MemberNames().ShouldBe(["topics"]);
    }

    [Fact]
    public async Task List_ShouldBeInOrdinalOrder()
    {
        var suffix = Guid.NewGuid().ToString("N");
        foreach (var start in new[] { "b", "B", "a", "A", "a-", "10", "9" })
        {
            await CreateAsync($"{start}-order-{suffix}");
        }

        var topics = await Client.ListTopicsAsync();

        topics.ShouldBe(topics.Order(StringComparer.Ordinal));
        topics.Where(topic => topic.EndsWith(suffix, StringComparison.Ordinal))
            .Select(topic => topic.Replace($"-order-{suffix}", "", StringComparison.Ordinal)).ShouldBe(["10", "9", "A", "B", "a-", "a", "b"]);
    }

    [Fact]
    public async Task List_ShouldHoldANewTopic_AtTheFirstAsking()
    {
        var topic = await Client.CreateTopicAsync();

        (await Client.ListTopicsAsync()).ShouldContain(topic);
    }

    [Fact]
    public async Task List_ShouldLeaveOutInternalTopics_UnlessAskedFor()
    {
        var hidden = GatewayClient.UniqueName("__hidden");
        var single = GatewayClient.UniqueName("_single");
        await CreateAsync(hidden);
        await CreateAsync(single);

        var plain = await Client.ListTopicsAsync();
        var without = await Client.ListTopicsAsync("?internal=false");
        var all = await Client.ListTopicsAsync("?internal=true");

        plain.ShouldNotContain(hidden);
        plain.ShouldContain(single);
        without.ShouldNotContain(hidden);
        all.ShouldContain(hidden);
        all.ShouldContain(single);
        all.ShouldBe(all.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("internal=perhaps")]
    [InlineData("internal=1.5")]
    public Task List_ShouldBeRefused_WhenInternalIsNoBoolean(string query) =>
        Client.GetAsync($"v1/metadata/topics?{query}").ShouldBeProblemAsync("invalid-parameter");

    [Fact]
    public async Task List_ShouldNotHoldATopic_ThatWasOnlyAskedFor()
    {
        var unknown = GatewayClient.UniqueName("unknown");
        foreach (var path in new[]
        {
            $"v1/metadata/topics/{unknown}/partitions",
            $"v1/metadata/topics/{unknown}/partitions/0",
            $"v1/consumer/topics/{unknown}/partitions/0/offsets/0",
            $"v1/consumer/topics/{unknown}/partitions/0/offsets/latest?timeout=50",
        })
        {
            await Client.GetAsync(path).ShouldBeProblemAsync("topic-not-found");
        }

        await Client.PostAsync(unknown, """{"records":[{"value":1}]}""").ShouldBeProblemAsync("topic-not-found");
        await Client.PostAsync(unknown, """{"records":[{"value":1,"partition":0}]}""").ShouldBeProblemAsync("topic-not-found");
        await Client.DeleteTopicAsync(unknown).ShouldBeProblemAsync("topic-not-found");

        (await Client.ListTopicsAsync("?internal=true")).ShouldNotContain(unknown);
    }

    private async Task CreateAsync(string topic)
    {
        using var response = await Client.PutTopicAsync(topic, null);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
