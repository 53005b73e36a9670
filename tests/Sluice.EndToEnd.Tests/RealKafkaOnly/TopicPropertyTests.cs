// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka.Admin;
using Sluice.EndToEnd.Tests.Clusters;
using Sluice.EndToEnd.Tests.Contract;
using Sluice.EndToEnd.Tests.Gateways;
using Sluice.EndToEnd.Tests.Http;

namespace Sluice.EndToEnd.Tests.RealKafkaOnly;

[Capability(Capability.TopicProperties)]
public sealed class TopicPropertyTests(RealKafka kafka, RealKafkaGateway gateway) : GatewayContract(gateway.On(kafka))
{
    [Fact]
    public async Task Properties_ShouldBeTheTopics_WhateverScalarTheyWereGivenAs()
    {
        var topic = await Client.CreateTopicAsync(properties: """
            {"retention.ms":604800000,"min.insync.replicas":"1","unclean.leader.election.enable":true,
             "cleanup.policy":"compact,delete","min.cleanable.dirty.ratio":0.25}
            """);

        var described = await Kafka.Admin.DescribeConfigsAsync([new ConfigResource { Type = ResourceType.Topic, Name = topic }]);
        var entries = described.Single().Entries;
        entries["retention.ms"].Value.ShouldBe("604800000");
        entries["min.insync.replicas"].Value.ShouldBe("1");
        entries["unclean.leader.election.enable"].Value.ShouldBe("true");
        entries["cleanup.policy"].Value.ShouldBe("compact,delete");
        entries["min.cleanable.dirty.ratio"].Value.ShouldBe("0.25");
    }

    [Theory]
    [InlineData("""{"no.such.property":1}""", "no.such.property")]
    [InlineData("""{"retention.ms":"soon"}""", "retention.ms")]
    [InlineData("""{"cleanup.policy":"burn"}""", "cleanup.policy")]
    public async Task Create_ShouldBeRefusedInTheBrokersWords_WhenAPropertyIsWrong(string properties, string word)
    {
        var topic = GatewayClient.UniqueName();

        var problem = await Client.PutTopicAsync(topic, $$"""{"topic_properties":{{properties}}}""")
            .ShouldBeProblemAsync("invalid-topic");

        problem.GetProperty("detail").GetString().ShouldNotBeNull().ShouldContain(word);
        (await Client.ListTopicsAsync()).ShouldNotContain(topic);
    }

    [Fact]
    public async Task Timestamp_ShouldBeTheBrokers_WhenTheTopicSaysSo()
    {
        var topic = await Client.CreateTopicAsync(properties: """{"message.timestamp.type":"LogAppendTime"}""");
        var before = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

        await Client.WriteAsync(topic, """{"value":"v","timestamp":1000}""");

        var record = (await Client.ReadAsync(topic, 0)).Records[0];
        record.GetProperty("timestampType").GetString().ShouldBe("LogAppendTime");
        record.GetProperty("timestamp").GetInt64().ShouldBeGreaterThanOrEqualTo(before);
    }

    [Fact]
    public async Task Write_ShouldBeRefusedRecordByRecord_WhenACompactedTopicNeedsKeys()
    {
        var topic = await Client.CreateTopicAsync(properties: """{"cleanup.policy":"compact"}""");

        const string Body = """{"records":[{"key":"k","value":"kept"},{"value":"no key"},{"key":"k","value":"kept too"}]}""";

        var problem = await Client.PostAsync(topic, Body).ShouldBeProblemAsync("invalid-record");

        var offsets = problem.GetProperty("offsets");
        offsets[0].GetProperty("offset").GetInt64().ShouldBe(0);
        offsets[1].GetProperty("error").GetProperty("outcome").GetString().ShouldBe("not-written");
        offsets[2].GetProperty("offset").GetInt64().ShouldBe(1);
        (await Client.ReadAsync(topic, 0, "?count=10")).Values.ShouldBe(["kept", "kept too"]);
    }

    [Fact]
    public async Task Write_ShouldBeRefused_WhenARecordIsOverTheTopicsOwnMaximum()
    {
        var topic = await Client.CreateTopicAsync(properties: """{"max.message.bytes":2000}""");

        var problem = await Client.PostAsync(topic, $$"""{"records":[{"value":"small"},{"value":"{{new string('x', 3_000)}}"}]}""")
            .ShouldBeProblemAsync("record-too-large");

        problem.GetProperty("offsets")[0].GetProperty("offset").GetInt64().ShouldBe(0);
        problem.GetProperty("offsets")[1].GetProperty("error").GetProperty("code").GetString().ShouldBe("record-too-large");
        (await Client.ReadAsync(topic, 0, "?count=10")).Values.ShouldBe(["small"]);
    }
}
