// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;
using Sluice.Core.Embedded;
using Sluice.Core.Errors;
using Sluice.Core.Topics;

namespace Sluice.Core.Tests.Embedded;

public sealed class EmbeddedTopicsTests : IDisposable
{
    private readonly EmbeddedCluster _cluster = EmbeddedCluster.Start(new EmbeddedClusterOptions { DefaultPartitions = 5 });

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public void CreateTopic_ShouldTakeTheDefaults()
    {
        _cluster.CreateTopic(new NewTopic("orders"));

        _cluster.FindTopic("orders")!.PartitionCount.ShouldBe(5);
    }

    [Theory]
    [InlineData("", null, null, "empty")]
    [InlineData("..", null, null, "\"..\"")]
    [InlineData("a/b", null, null, "a/b")]
    [InlineData("a", 0, null, "partitions is 0")]
    [InlineData("a", -1, null, "partitions is -1")]
    [InlineData("a", 10_001, null, "10001 partitions")]
    [InlineData("a", null, 0, "replication factor is 0")]
    [InlineData("a", null, 4, "only 3 broker(s)")]
    public void CreateTopic_ShouldRefuse_WhatKafkaRefuses(string name, int? partitions, int? replicas, string reason)
    {
        var topic = new NewTopic(name) { PartitionCount = partitions, ReplicationFactor = (short?)replicas };

        var failure = Should.Throw<KafkaFailureException>(() => _cluster.CreateTopic(topic)).Failure;

        failure.Code.ShouldBe(FailureCode.InvalidTopic);
        failure.Detail.ShouldContain(reason);
    }

    [Fact]
    public void CreateTopic_ShouldRefuseTopics_ThatAreThereOrCollide()
    {
        _cluster.CreateTopic(new NewTopic("a.b"));

        CodeOf(() => _cluster.CreateTopic(new NewTopic("a.b"))).ShouldBe(FailureCode.TopicExists);
        CodeOf(() => _cluster.CreateTopic(new NewTopic("a_b"))).ShouldBe(FailureCode.InvalidTopic);
    }

    [Fact]
    public void FindTopic_ShouldTellItsLivesApart()
    {
        _cluster.CreateTopic(new NewTopic("orders"));
        var first = _cluster.FindTopic("orders")!.Id;
        _cluster.FindTopic("orders")!.Id.ShouldBe(first);

        _cluster.DeleteTopic("orders");
        _cluster.FindTopic("orders").ShouldBeNull();
        CodeOf(() => _cluster.DeleteTopic("orders")).ShouldBe(FailureCode.TopicNotFound);

        _cluster.CreateTopic(new NewTopic("orders") { PartitionCount = 2 });
        _cluster.FindTopic("orders")!.Id.ShouldNotBe(first);
        _cluster.FindTopic("orders")!.PartitionCount.ShouldBe(2);
    }

    [Fact]
    public async Task FindTopic_ShouldKnowTopics_ThatAClientCreatedByProducing()
    {
        _cluster.FindTopic("orders").ShouldBeNull();
        await ProduceAsync("orders", 0, 1);

        var found = _cluster.FindTopic("orders");
        found.ShouldNotBeNull();
        found.PartitionCount.ShouldBe(4);
        _cluster.FindTopic("orders").ShouldBe(found);

        _cluster.DeleteTopic("orders");
        await ProduceAsync("orders", 0, 1);
        _cluster.FindTopic("orders")!.Id.ShouldNotBe(found.Id);
    }

    [Fact]
    public async Task DeleteRecords_ShouldMoveTheEarliestOffset()
    {
        await using var kafka = KafkaCluster.Open(_cluster);
        _cluster.CreateTopic(new NewTopic("orders") { PartitionCount = 2 });
        await ProduceAsync("orders", 1, 10);

        _cluster.DeleteRecords("orders", 1, 4);

        (await kafka.Topics.GetOffsetsAsync("orders", [0, 1], EmbeddedKafka.Timeout, TestContext.Current.CancellationToken))
            .ShouldBe([new PartitionOffsets(0, 0, 0), new PartitionOffsets(1, 4, 10)]);
        CodeOf(() => _cluster.DeleteRecords("orders", 1, 11)).ShouldBe(FailureCode.OffsetOutOfRange);
        CodeOf(() => _cluster.DeleteRecords("orders", 2, 0)).ShouldBe(FailureCode.TopicNotFound);
    }

    private static FailureCode CodeOf(Action call) => Should.Throw<KafkaFailureException>(call).Failure.Code;

    private async Task ProduceAsync(string topic, int partition, int count)
    {
        using var producer = new ProducerBuilder<Null, string>(new ProducerConfig { BootstrapServers = _cluster.BootstrapServers }).Build();
        for (var i = 0; i < count; i++)
        {
            await producer.ProduceAsync(new TopicPartition(topic, partition), new() { Value = "x" }, TestContext.Current.CancellationToken);
        }
    }
}
