// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;
using Sluice.Core.Embedded;
using Sluice.Core.Errors;
using Sluice.Core.Writing;

namespace Sluice.Core.Tests.Writing;

/// <summary>What callers are told when brokers refuse or lose their connections.</summary>
public sealed class BrokerFaultTests
{
    [Fact]
    public async Task WriteAsync_ShouldWriteOnce_WhenTheConnectionDropsBeforeTheAnswer()
    {
        await using var kafka = new WriterFixture();
        var topic = kafka.CreateTopic();
        await kafka.WriteAsync(topic, WriterFixture.Numbered(0));
        kafka.Cluster.FailRequests(KafkaApi.Produce, ErrorCode.Local_Transport);

        var results = await kafka.WriteAsync(topic, WriterFixture.Numbered(1..4));

        results.ShouldAllBe(result => result.Failure == null);
        kafka.ReadNumbers(topic).ShouldBe([0, 1, 2, 3]);
    }

    [Fact]
    public async Task WriteAsync_ShouldNameTheReason_WhenThereAreTooFewReplicas()
    {
        await using var kafka = new WriterFixture();
        var topic = kafka.CreateTopic();

        // All tries have to fit into the time that the producer gives a record: none of it is for its start.
        await kafka.WriteAsync(topic, WriterFixture.Numbered(0));
        kafka.Cluster.FailRequests(KafkaApi.Produce, [.. Enumerable.Repeat(ErrorCode.NotEnoughReplicas, 100)]);

        var results = await kafka.WriteAsync(topic, WriterFixture.Numbered(0));

        results[0].Failure!.Code.ShouldBe(FailureCode.NotEnoughReplicas);
        results[0].MayBeWritten.ShouldBeFalse();
    }

    [Fact]
    public async Task WriteAsync_ShouldRepeatRecords_ThatWereRefusedTogether()
    {
        await using var kafka = new WriterFixture(new KafkaClusterOptions { Linger = TimeSpan.FromMilliseconds(500) });
        var topic = kafka.CreateTopic();
        await kafka.WriteAsync(topic, WriterFixture.Numbered(0));
        kafka.Cluster.FailRequests(KafkaApi.Produce, ErrorCode.MsgSizeTooLarge);

        var results = await kafka.WriteAsync(topic, WriterFixture.Numbered(1..6));

        results.ShouldAllBe(result => result.Failure == null);
        kafka.ReadNumbers(topic).ShouldBe([0, 1, 2, 3, 4, 5]);
    }

    [Fact]
    public async Task WriteAsync_ShouldNotCallARecordWritten_BecauseALaterOneIs()
    {
        await using var kafka = new WriterFixture(WriterFixture.KeepingTopics);
        var topic = kafka.CreateTopic();
        await kafka.WriteAsync(topic, WriterFixture.Numbered(0));
        kafka.SetRoundTripTime(TimeSpan.FromSeconds(2));
        kafka.Cluster.FailRequests(KafkaApi.Produce, ErrorCode.NotLeaderForPartition);

        // The second one goes in a request of its own, which is on its way when the first one's is refused.
        var first = kafka.WriteAsync(topic, WriterFixture.Numbered(1));
        await Task.Delay(TimeSpan.FromMilliseconds(100), TestContext.Current.CancellationToken);
        var second = kafka.WriteAsync(topic, WriterFixture.Numbered(2));

        (await second).ShouldHaveSingleItem().Offset.ShouldBe(1);
        var result = (await first).ShouldHaveSingleItem();
        kafka.ReadNumbers(topic).ShouldBe([0, 2]);
        result.Failure.ShouldBe(WriteFailures.Unconfirmed);
        result.MayBeWritten.ShouldBeTrue();
    }

    [Fact]
    public async Task WriteAsync_ShouldSendNothing_BeforeTheLeadersOfATopicKnowThatTheyAre()
    {
        await using var kafka = new WriterFixture();
        var topic = kafka.CreateTopic(partitions: 7);
        kafka.Cluster.FailRequests(KafkaApi.ListOffsets, [.. Enumerable.Repeat(ErrorCode.NotLeaderForPartition, 10_000)]);

        var early = await Should.ThrowAsync<KafkaFailureException>(
            kafka.Writer.WriteAsync(topic, WriterFixture.Numbered(0..10, partition: 0), TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken));
        var writing = kafka.WriteAsync(topic, WriterFixture.Numbered(10..20, partition: 0));
        kafka.Cluster.StopFailing(KafkaApi.ListOffsets);

        early.Failure.Code.ShouldBe(FailureCode.KafkaTimeout);
        (await writing).Select(result => result.Offset).ShouldBe(Enumerable.Range(0, 10).Select(offset => (long)offset));
        kafka.ReadNumbers(topic).ShouldBe(Enumerable.Range(10, 10));
    }

    [Fact]
    public async Task WriteAsync_ShouldMakeUpNoPlaces_WhenKafkaTellsNone()
    {
        // What a broker answers that has records already but no longer knows where. The client counts on from the −1 that it says.
        await using var kafka = new WriterFixture();
        var topic = kafka.CreateTopic();
        await kafka.WriteAsync(topic, WriterFixture.Numbered(0));
        kafka.Cluster.FailRequests(KafkaApi.Produce, ErrorCode.DuplicateSequenceNumber);

        var results = await kafka.WriteAsync(topic, WriterFixture.Numbered(1..700));

        results.ShouldAllBe(result => result.Failure == WriteFailures.Unconfirmed && result.MayBeWritten && result.Offset == -1);
    }

    [Fact]
    public async Task WriteAsync_ShouldSayThatTheTopicIsGone_WhenItIsDeletedWhileRecordsWait()
    {
        await using var kafka = new WriterFixture(WriterFixture.KeepingTopics);
        var topic = kafka.CreateTopic(partitions: 2, replicas: 1);
        kafka.Cluster.StopBroker(await kafka.FindLeaderAsync(topic, 1));
        await kafka.WriteAsync(topic, WriterFixture.Numbered(0, partition: 0));

        // The producer has never known a leader of that partition, so that it cannot have sent anything there.
        var writing = kafka.WriteAsync(topic, WriterFixture.Numbered(1, partition: 1));
        kafka.Cluster.DeleteTopic(topic);

        var results = await writing;

        results[0].Failure!.Code.ShouldBe(FailureCode.TopicNotFound);
        results[0].MayBeWritten.ShouldBeFalse();
        kafka.Cluster.FindTopic(topic).ShouldBeNull();
    }
}
