// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Errors;

namespace Sluice.Core.Tests.Writing;

/// <summary>What callers are told when the leader of a partition is gone, for how long.</summary>
public sealed class LeaderOutageTests
{
    [Fact]
    public async Task WriteAsync_ShouldSucceed_WhenTheLeaderStops()
    {
        await using var kafka = new WriterFixture();
        var topic = kafka.CreateTopic();
        await kafka.WriteAsync(topic, WriterFixture.Numbered(0));

        kafka.Cluster.StopBroker(await kafka.FindLeaderAsync(topic, 0));
        var results = await kafka.WriteAsync(topic, WriterFixture.Numbered(1));

        results[0].Failure.ShouldBeNull();
    }

    [Fact]
    public async Task WriteAsync_ShouldSayThatNothingIsWritten_WhenTheLeaderIsGoneForLong()
    {
        await using var kafka = new WriterFixture(new KafkaClusterOptions { DeliveryTimeout = TimeSpan.FromSeconds(5) });
        var topic = kafka.CreateTopic(partitions: 2, replicas: 1);
        await kafka.WriteAsync(topic, WriterFixture.Numbered(0, partition: 0), WriterFixture.Numbered(0, partition: 1));
        kafka.Cluster.StopBroker(await kafka.FindLeaderAsync(topic, 1));

        // The first may still be given to the broker that goes, and then nothing is known of it; by the second the client knows.
        var first = await kafka.WriteAsync(topic, WriterFixture.Numbered(1, partition: 1));
        var results = await kafka.WriteAsync(topic, WriterFixture.Numbered(1, partition: 0), WriterFixture.Numbered(2, partition: 1));

        first[0].Failure!.Code.ShouldBe(FailureCode.KafkaTimeout);
        results[0].Failure.ShouldBeNull();
        results[1].Failure!.Code.ShouldBe(FailureCode.KafkaTimeout);
        results[1].MayBeWritten.ShouldBeFalse();
    }

    [Fact]
    public async Task WriteAsync_ShouldWriteOnce_WhenTheLeaderIsGoneForShort()
    {
        await using var kafka = new WriterFixture();
        var topic = kafka.CreateTopic(replicas: 1);
        await kafka.WriteAsync(topic, WriterFixture.Numbered(0));
        var leader = await kafka.FindLeaderAsync(topic, 0);
        kafka.Cluster.StopBroker(leader);

        // Its caller is not told in time. The record is written all the same, and once, as is what comes after it.
        var late = (await kafka.Writer.WriteAsync(topic, [WriterFixture.Numbered(1)], TimeSpan.FromSeconds(8), TestContext.Current.CancellationToken))[0];
        kafka.Cluster.StartBroker(leader);
        var next = await kafka.WriteAsync(topic, WriterFixture.Numbered(2));

        late.Failure!.Code.ShouldBe(FailureCode.KafkaTimeout);
        late.MayBeWritten.ShouldBeTrue();
        next[0].Failure.ShouldBeNull();
        kafka.ReadNumbers(topic).ShouldBe([0, 1, 2]);
    }
}
