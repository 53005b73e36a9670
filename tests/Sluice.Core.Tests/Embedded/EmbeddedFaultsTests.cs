// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Confluent.Kafka;
using Sluice.Core.Embedded;
using Sluice.Core.Errors;
using Sluice.Core.Topics;

namespace Sluice.Core.Tests.Embedded;

public sealed class EmbeddedFaultsTests : IAsyncDisposable
{
    private readonly EmbeddedKafka _kafka = EmbeddedKafka.Start();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _kafka.DisposeAsync();

    [Fact]
    public async Task StopBroker_ShouldMoveItsLeaders_ToReplicasThatAreUp()
    {
        await CreateAsync(partitions: 12, replicas: 2);

        _kafka.Embedded.StopBroker(1);

        var described = await DescribeAsync();
        (await _kafka.Topics.GetBrokersAsync(EmbeddedKafka.Timeout, Cancellation)).Select(broker => broker.Id).ShouldBe([2, 3]);
        foreach (var partition in described.Partitions)
        {
            partition.Replicas.Count.ShouldBe(2);
            partition.Leader.ShouldNotBeNull().Id.ShouldNotBe(1);
            partition.Replicas.ShouldContain(partition.Leader);
            partition.InSyncReplicas.ShouldAllBe(replica => replica.Id != 1);
            partition.Replicas.Where(replica => replica.Id == 1).ShouldAllBe(replica => replica == BrokerDescription.Offline(1));
        }

        (await _kafka.Topics.GetOffsetsAsync("orders", [.. Enumerable.Range(0, 12)], EmbeddedKafka.Timeout, Cancellation)).Count.ShouldBe(12);
    }

    [Fact]
    public async Task StopBroker_ShouldLeavePartitionsWithoutALeader_WhenNoReplicaIsUp()
    {
        await CreateAsync(partitions: 3, replicas: 1);
        var lost = (await DescribeAsync()).Partitions.Where(partition => partition.Leader!.Id == 2).Select(partition => partition.Partition).ToArray();
        lost.ShouldNotBeEmpty();

        _kafka.Embedded.StopBroker(2);
        (await DescribeAsync()).Partitions.Where(partition => partition.Leader is null).Select(partition => partition.Partition).ShouldBe(lost);
        var failure = await EmbeddedKafka.FailureOf(() =>
            _kafka.Topics.GetOffsetsAsync("orders", lost, TimeSpan.FromMilliseconds(500), Cancellation));
        failure.IsRetryable.ShouldBeTrue(failure.ToString());

        _kafka.Embedded.StartBroker(2);
        (await DescribeAsync()).Partitions.ShouldAllBe(partition => partition.Leader != null);
        (await _kafka.Topics.GetOffsetsAsync("orders", lost, EmbeddedKafka.Timeout, Cancellation)).Count.ShouldBe(lost.Length);
    }

    [Fact]
    public async Task StopBroker_ShouldMakeCallsFail_UntilOneIsStartedAgain()
    {
        await CreateAsync(partitions: 1, replicas: 3);
        foreach (var broker in new[] { 1, 2, 3 })
        {
            _kafka.Embedded.StopBroker(broker);
        }

        var failure = await EmbeddedKafka.FailureOf(() => _kafka.Topics.ListAsync(false, TimeSpan.FromMilliseconds(500), Cancellation));
        failure.Code.ShouldBeOneOf(FailureCode.KafkaTimeout, FailureCode.KafkaUnavailable);

        var waiting = _kafka.Topics.ListAsync(false, EmbeddedKafka.Timeout, Cancellation);
        _kafka.Embedded.StartBroker(3);
        (await waiting).ShouldBe(["orders"]);
        (await DescribeAsync()).Partitions[0].Leader.ShouldNotBeNull().Id.ShouldBe(3);
    }

    [Fact]
    public async Task SetLeader_ShouldMoveIt()
    {
        await CreateAsync(partitions: 1, replicas: 3);

        foreach (var broker in new[] { 3, 1, 2 })
        {
            _kafka.Embedded.SetLeader("orders", 0, broker);
            (await DescribeAsync()).Partitions[0].Leader.ShouldNotBeNull().Id.ShouldBe(broker);
        }

        Should.Throw<KafkaFailureException>(() => _kafka.Embedded.SetLeader("orders", 1, 2)).Failure.Code.ShouldBe(FailureCode.PartitionNotFound);
        Should.Throw<KafkaFailureException>(() => _kafka.Embedded.SetLeader("none", 0, 2)).Failure.Code.ShouldBe(FailureCode.PartitionNotFound);
        _kafka.Embedded.FindTopic("none").ShouldBeNull();
    }

    [Fact]
    public async Task SetRoundTripTime_ShouldDelayAnswers()
    {
        await CreateAsync(partitions: 1, replicas: 1);
        var leader = (await DescribeAsync()).Partitions[0].Leader!.Id;
        _kafka.Embedded.SetRoundTripTime(leader, TimeSpan.FromMilliseconds(300));

        var watch = Stopwatch.StartNew();
        await _kafka.Topics.GetReadableEndAsync("orders", 0, true, EmbeddedKafka.Timeout, Cancellation);

        watch.ElapsedMilliseconds.ShouldBeGreaterThanOrEqualTo(290);
    }

    [Fact]
    public async Task FailRequests_ShouldFailTheNextOnes_AndBeForgottenOnDemand()
    {
        await CreateAsync(partitions: 1, replicas: 1);
        _kafka.Embedded.FailRequests(KafkaApi.ListOffsets, ErrorCode.TopicAuthorizationFailed);
        var failure = await EmbeddedKafka.FailureOf(() => _kafka.Topics.GetReadableEndAsync("orders", 0, true, EmbeddedKafka.Timeout, Cancellation));
        failure.Code.ShouldBe(FailureCode.KafkaRefused);

        _kafka.Embedded.FailRequests(KafkaApi.ListOffsets, ErrorCode.TopicAuthorizationFailed, ErrorCode.TopicAuthorizationFailed);
        _kafka.Embedded.StopFailing(KafkaApi.ListOffsets);
        (await _kafka.Topics.GetReadableEndAsync("orders", 0, true, EmbeddedKafka.Timeout, Cancellation)).ShouldBe(0);
    }

    [Fact]
    public void Brokers_ShouldBeRefused_WhenTheyDoNotExist()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => _kafka.Embedded.StopBroker(0));
        Should.Throw<ArgumentOutOfRangeException>(() => _kafka.Embedded.StartBroker(4));
        Should.Throw<ArgumentOutOfRangeException>(() => _kafka.Embedded.SetRoundTripTime(-1, TimeSpan.Zero));
    }

    private Task<TopicDescription> DescribeAsync() => _kafka.Topics.DescribeAsync("orders", EmbeddedKafka.Timeout, Cancellation);

    private Task<TopicDescription> CreateAsync(int partitions, short replicas) => _kafka.Topics.CreateAsync(
        new NewTopic("orders") { PartitionCount = partitions, ReplicationFactor = replicas }, EmbeddedKafka.Timeout, Cancellation);
}
