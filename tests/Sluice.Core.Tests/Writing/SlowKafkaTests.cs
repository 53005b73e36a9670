// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Sluice.Core.Errors;

namespace Sluice.Core.Tests.Writing;

/// <summary>What callers are told when Kafka answers late.</summary>
public sealed class SlowKafkaTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WriteAsync_ShouldAnswerAtTheDeadline_AndNotChangeTheAnswerLater()
    {
        await using var kafka = new WriterFixture(WriterFixture.KeepingTopics);
        var topic = kafka.CreateTopic();
        await kafka.WriteAsync(topic, WriterFixture.Numbered(0));
        kafka.SetRoundTripTime(TimeSpan.FromSeconds(4));

        var results = await kafka.Writer.WriteAsync(topic, WriterFixture.Numbered(1..3), TimeSpan.FromMilliseconds(300), Cancellation);

        // Had it waited for Kafka, they would be written.
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
        await using var kafka = new WriterFixture(WriterFixture.KeepingTopics);
        var topic = kafka.CreateTopic();
        await kafka.WriteAsync(topic, WriterFixture.Numbered(0));
        kafka.SetRoundTripTime(TimeSpan.FromSeconds(3));
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);

        var writing = kafka.Writer.WriteAsync(topic, WriterFixture.Numbered(1..3), WriterFixture.Timeout, cancellation.Token);
        await cancellation.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => writing);
        kafka.SetRoundTripTime(TimeSpan.Zero);
        await kafka.WriteAsync(topic, WriterFixture.Numbered(3));
        kafka.ReadNumbers(topic).ShouldBe([0, 1, 2, 3]);
    }

    [Fact]
    public async Task WriteAsync_ShouldServeOthers_WhenACallerTakesItsRecordsBack()
    {
        using var log = new FakeLoggerProvider();
        using var logs = LoggerFactory.Create(logging => logging.AddProvider(log));
        await using var kafka = new WriterFixture(WriterFixture.KeepingTopics, logs);
        var topic = kafka.CreateTopic();
        await kafka.WriteAsync(topic, WriterFixture.Numbered(0));
        kafka.SetRoundTripTime(TimeSpan.FromSeconds(2));
        var records = WriterFixture.Numbered(1..3).ToList();

        await kafka.Writer.WriteAsync(topic, records, TimeSpan.FromMilliseconds(300), Cancellation);
        records.Clear();

        kafka.SetRoundTripTime(TimeSpan.Zero);
        (await kafka.WriteAsync(topic, WriterFixture.Numbered(3)))[0].Failure.ShouldBeNull();
        kafka.ReadNumbers(topic).ShouldBe([0, 1, 2, 3]);
        log.Collector.GetSnapshot().ShouldContain(entry => entry.Id.Name == "KafkaHandlerFailed");
    }

    [Fact]
    public async Task WriteAsync_ShouldWriteEverything_WhenTheQueueIsSmallerThanTheCall()
    {
        await using var kafka = new WriterFixture(new KafkaClusterOptions { MaxWriteQueueBytes = 20_000, WriteQueueWait = WriterFixture.Timeout });
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
        kafka.SetRoundTripTime(TimeSpan.FromSeconds(3));

        var results = await kafka.WriteAsync(topic, WriterFixture.Numbered(1..1_000));

        kafka.SetRoundTripTime(TimeSpan.Zero);
        var refused = results.Count(result => result.Failure?.Code == FailureCode.Overloaded);
        refused.ShouldBeInRange(900, 998);
        results[..^refused].ShouldAllBe(result => result.Failure == null);
        results[^refused..].ShouldAllBe(result => result.Failure!.Code == FailureCode.Overloaded && !result.MayBeWritten && result.Failure.IsRetryable);
        kafka.ReadNumbers(topic).ShouldBe(Enumerable.Range(0, 1_000 - refused));
    }

    [Fact]
    public async Task DisposeAsync_ShouldWaitForWhatIsHandedOver()
    {
        await using var kafka = new WriterFixture(WriterFixture.KeepingTopics);
        var topic = kafka.CreateTopic();
        await kafka.WriteAsync(topic, WriterFixture.Numbered(0));
        kafka.SetRoundTripTime(TimeSpan.FromMilliseconds(500));
        var writing = kafka.WriteAsync(topic, WriterFixture.Numbered(1));

        await kafka.Writer.DisposeAsync();

        writing.IsCompleted.ShouldBeTrue();
        (await writing)[0].Failure.ShouldBeNull();
    }
}
