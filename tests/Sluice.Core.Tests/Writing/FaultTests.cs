// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Confluent.Kafka;
using Sluice.Core.Embedded;
using Sluice.Core.Errors;

namespace Sluice.Core.Tests.Writing;

/// <summary>What callers are told when Kafka is slow, refuses, or is gone.</summary>
public sealed class FaultTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WriteAsync_ShouldGoOnWithANewProducer_WhenOneFailsForGood()
    {
        await using var kafka = new WriterFixture();
        var topic = kafka.CreateTopic();
        await kafka.WriteAsync(topic, WriterFixture.Numbered(0));
        kafka.Cluster.FailRequests(KafkaApi.Produce, ErrorCode.OutOfOrderSequenceNumber);

        var failed = await kafka.WriteAsync(topic, WriterFixture.Numbered(1));
        var next = await kafka.WriteAsync(topic, WriterFixture.Numbered(2));

        failed[0].Failure!.Code.ShouldBe(FailureCode.KafkaUnavailable);
        failed[0].Failure!.IsRetryable.ShouldBeTrue();
        failed[0].MayBeWritten.ShouldBeTrue();
        next[0].Failure.ShouldBeNull();
        kafka.ReadNumbers(topic).ShouldBe([0, 2]);
    }

    [Fact]
    public async Task WriteAsync_ShouldAnswerEveryCallerTruly_WhenProducersFailWhileManyWrite()
    {
        await using var kafka = new WriterFixture();
        var topic = kafka.CreateTopic(partitions: 3);
        var acknowledged = new List<int>();
        var unwritten = new List<int>();

        async Task WriteManyAsync(int caller)
        {
            for (var call = 0; call < 40; call++)
            {
                var first = ((caller * 40) + call) * 10;
                var results = await kafka.WriteAsync(topic, WriterFixture.Numbered(first..(first + 10)));
                lock (acknowledged)
                {
                    acknowledged.AddRange(Enumerable.Range(first, 10).Where(number => results[number - first].Failure is null));
                    unwritten.AddRange(Enumerable.Range(first, 10).Where(number => results[number - first] is { Failure: not null, MayBeWritten: false }));
                }
            }
        }

        var writing = Task.WhenAll(Enumerable.Range(0, 6).Select(caller => Task.Run(() => WriteManyAsync(caller), Cancellation)));
        while (!writing.IsCompleted)
        {
            kafka.Cluster.FailRequests(KafkaApi.Produce, ErrorCode.NoError, ErrorCode.OutOfOrderSequenceNumber);
            await Task.WhenAny(writing, Task.Delay(50, Cancellation));
        }

        kafka.Cluster.StopFailing(KafkaApi.Produce);
        await writing;
        var stored = Enumerable.Range(0, 3).SelectMany(partition => kafka.ReadNumbers(topic, partition)).ToList();
        acknowledged.ShouldNotBeEmpty();
        acknowledged.Except(stored).ShouldBeEmpty();
        unwritten.Intersect(stored).ShouldBeEmpty();
        stored.ShouldBeUnique();
    }

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
    public async Task WriteAsync_ShouldSayThatNothingIsWritten_WhenThePartitionHasNoLeader()
    {
        await using var kafka = new WriterFixture();
        var topic = kafka.CreateTopic(partitions: 2, replicas: 1);
        await kafka.WriteAsync(topic, WriterFixture.Numbered(0, partition: 0), WriterFixture.Numbered(0, partition: 1));
        kafka.Cluster.StopBroker(await kafka.FindLeaderAsync(topic, 1));
        var watch = Stopwatch.StartNew();

        var results = await kafka.WriteAsync(topic, WriterFixture.Numbered(1, partition: 0), WriterFixture.Numbered(1, partition: 1));

        watch.Elapsed.ShouldBeLessThan(WriterFixture.Timeout);
        results[0].Failure.ShouldBeNull();
        results[1].Failure!.Code.ShouldBe(FailureCode.KafkaTimeout);
        results[1].MayBeWritten.ShouldBeFalse();
    }

    [Fact]
    public async Task WriteAsync_ShouldNameTheReason_WhenThereAreTooFewReplicas()
    {
        await using var kafka = new WriterFixture();
        var topic = kafka.CreateTopic();
        kafka.Cluster.FailRequests(KafkaApi.Produce, [.. Enumerable.Repeat(ErrorCode.NotEnoughReplicas, 100)]);

        var results = await kafka.WriteAsync(topic, WriterFixture.Numbered(0));

        results[0].Failure!.Code.ShouldBe(FailureCode.NotEnoughReplicas);
        results[0].MayBeWritten.ShouldBeFalse();
    }

    [Fact]
    public async Task WriteAsync_ShouldRepeatARecord_ThatWasRefusedWithOthers()
    {
        await using var kafka = new WriterFixture();
        var topic = kafka.CreateTopic();
        await kafka.WriteAsync(topic, WriterFixture.Numbered(0));
        kafka.Cluster.FailRequests(KafkaApi.Produce, ErrorCode.MsgSizeTooLarge);

        var results = await kafka.WriteAsync(topic, WriterFixture.Numbered(1..6));

        results.ShouldAllBe(result => result.Failure == null);
        kafka.ReadNumbers(topic).ShouldBe([0, 1, 2, 3, 4, 5]);
    }

    [Fact]
    public async Task WriteAsync_ShouldAnswerAtTheDeadline_AndNotChangeTheAnswerLater()
    {
        await using var kafka = new WriterFixture();
        var topic = kafka.CreateTopic();
        await kafka.WriteAsync(topic, WriterFixture.Numbered(0));
        kafka.SetRoundTripTime(TimeSpan.FromSeconds(1));
        var watch = Stopwatch.StartNew();

        var results = await kafka.Writer.WriteAsync(topic, WriterFixture.Numbered(1..3), TimeSpan.FromMilliseconds(300), Cancellation);

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromMilliseconds(900));
        var answered = results.ToArray();
        answered.ShouldAllBe(result => result.Failure!.Code == FailureCode.KafkaTimeout && result.MayBeWritten);
        kafka.SetRoundTripTime(TimeSpan.Zero);
        await kafka.WriteAsync(topic, WriterFixture.Numbered(3));
        results.ShouldBe(answered);
        kafka.ReadNumbers(topic).ShouldBe([0, 1, 2, 3]);
    }

    [Fact]
    public async Task WriteAsync_ShouldStopWaiting_WhenCancelled()
    {
        await using var kafka = new WriterFixture();
        var topic = kafka.CreateTopic();
        await kafka.WriteAsync(topic, WriterFixture.Numbered(0));
        kafka.SetRoundTripTime(TimeSpan.FromSeconds(1));
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);

        var writing = kafka.Writer.WriteAsync(topic, WriterFixture.Numbered(1..3), WriterFixture.Timeout, cancellation.Token);
        await cancellation.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => writing);
        kafka.SetRoundTripTime(TimeSpan.Zero);
        await kafka.WriteAsync(topic, WriterFixture.Numbered(3));
        kafka.ReadNumbers(topic).ShouldBe([0, 1, 2, 3]);
    }

    [Fact]
    public async Task WriteAsync_ShouldWriteEverything_WhenTheQueueIsSmallerThanTheCall()
    {
        await using var kafka = new WriterFixture(new KafkaClusterOptions { MaxWriteQueueBytes = 20_000 });
        var topic = kafka.CreateTopic();

        var calls = await Task.WhenAll(Enumerable.Range(0, 4).Select(
            caller => kafka.WriteAsync(topic, WriterFixture.Numbered((caller * 1_000)..((caller + 1) * 1_000), partition: 0))));

        calls.SelectMany(results => results).ShouldAllBe(result => result.Failure == null);
        kafka.ReadNumbers(topic).GroupBy(number => number / 1_000).ShouldAllBe(call => call.SequenceEqual(call.Order()));
    }

    [Fact]
    public async Task WriteAsync_ShouldFailTheRest_WhenTheQueueStaysFull()
    {
        await using var kafka = new WriterFixture(
            new KafkaClusterOptions { MaxWriteQueueBytes = 20_000, WriteQueueWait = TimeSpan.FromMilliseconds(200) });
        var topic = kafka.CreateTopic();
        await kafka.WriteAsync(topic, WriterFixture.Numbered(0));
        kafka.SetRoundTripTime(TimeSpan.FromSeconds(1));

        var results = await kafka.WriteAsync(topic, WriterFixture.Numbered(1..1_000));

        kafka.SetRoundTripTime(TimeSpan.Zero);
        var refused = results.Count(result => result.Failure?.Code == FailureCode.Overloaded);
        refused.ShouldBeInRange(900, 998);
        results[..^refused].ShouldAllBe(result => result.Failure == null);
        results[^refused..].ShouldAllBe(result => result.Failure!.Code == FailureCode.Overloaded && !result.MayBeWritten && result.Failure.IsRetryable);
        kafka.ReadNumbers(topic).ShouldBe(Enumerable.Range(0, 1_000 - refused));
    }

    [Fact]
    public async Task WriteAsync_ShouldSayThatTheTopicIsGone_WhenItIsDeletedWhileRecordsWait()
    {
        await using var kafka = new WriterFixture();
        var topic = kafka.CreateTopic(replicas: 1);
        await kafka.WriteAsync(topic, WriterFixture.Numbered(0));
        kafka.Cluster.StopBroker(await kafka.FindLeaderAsync(topic, 0));
        var writing = kafka.WriteAsync(topic, WriterFixture.Numbered(1));
        kafka.Cluster.DeleteTopic(topic);

        var results = await writing;

        results[0].Failure!.Code.ShouldBe(FailureCode.TopicNotFound);
        results[0].MayBeWritten.ShouldBeFalse();
        kafka.Cluster.FindTopic(topic).ShouldBeNull();
    }

    [Fact]
    public async Task DisposeAsync_ShouldWaitForWhatIsHandedOver()
    {
        await using var kafka = new WriterFixture();
        var topic = kafka.CreateTopic();
        await kafka.WriteAsync(topic, WriterFixture.Numbered(0));
        kafka.SetRoundTripTime(TimeSpan.FromMilliseconds(500));
        var writing = kafka.WriteAsync(topic, WriterFixture.Numbered(1));

        await kafka.Writer.DisposeAsync();

        writing.IsCompleted.ShouldBeTrue();
        (await writing)[0].Failure.ShouldBeNull();
    }
}
