// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Confluent.Kafka;
using Sluice.Core.Embedded;
using Sluice.Core.Errors;
using Sluice.Core.Reading;
using Sluice.Core.Topics;

namespace Sluice.Core.Tests.Reading;

public sealed class RecordReaderTests(EmbeddedLog log) : IClassFixture<EmbeddedLog>, IAsyncDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);
    private readonly KafkaCluster _kafka = KafkaCluster.Open(log.Cluster);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _kafka.DisposeAsync();

    private async Task<string> NewTopicAsync(int partitions = 1)
    {
        var topic = EmbeddedLog.NewName();
        await _kafka.Topics.CreateAsync(new NewTopic(topic) { PartitionCount = partitions }, Timeout, Token);
        return topic;
    }

    private Task<ReadResult> ReadAsync(string topic, ReadPosition position, int count = 100, int partition = 0, TimeSpan wait = default) =>
        _kafka.Reader.ReadAsync(new ReadRequest(topic, partition, position) { MaxRecords = count, Wait = wait }, Timeout, Token);

    [Fact]
    public async Task Read_ShouldReturnWhatIsThere_WhenAskedForMore()
    {
        var topic = await NewTopicAsync();
        await log.WriteAsync(topic, 0, 10);

        var result = await ReadAsync(topic, ReadPosition.Offset(0), count: 1_000);

        result.Records.Count.ShouldBe(10);
        result.NextOffset.ShouldBe(10);
    }

    [Fact]
    public async Task Read_ShouldReturnEverythingAcknowledgedBefore_WhenMoreIsWrittenBetweenReads()
    {
        var topic = await NewTopicAsync();
        await log.WriteAsync(topic, 0, 10);
        var next = (await ReadAsync(topic, ReadPosition.Offset(0), count: 3)).NextOffset;
        var written = 10;

        for (var round = 0; round < 30; round++)
        {
            await log.WriteAsync(topic, written, 5);
            written += 5;
            var result = await ReadAsync(topic, ReadPosition.Offset(next), count: 1_000);
            result.NextOffset.ShouldBe(written);
            result.Records.Count.ShouldBe((int)(written - next));
            next = written - 2;
        }
    }

    [Fact]
    public async Task Read_ShouldBeEmptyAtTheEnd_AndNotWait()
    {
        var topic = await NewTopicAsync();
        await log.WriteAsync(topic, 0, 3);
        var elapsed = new List<TimeSpan>();
        for (var attempt = 0; attempt < 20; attempt++)
        {
            var begun = Stopwatch.GetTimestamp();
            var result = await ReadAsync(topic, ReadPosition.Offset(3));
            elapsed.Add(Stopwatch.GetElapsedTime(begun));

            result.Records.ShouldBeEmpty();
            result.NextOffset.ShouldBe(3);
        }

        // If there were a wait it would be in each of them.
        elapsed.Min().ShouldBeLessThan(TimeSpan.FromMilliseconds(400));
    }

    [Fact]
    public async Task Read_ShouldFindTheEnds_WhenAskedForEarliestAndLatest()
    {
        var topic = await NewTopicAsync();
        await log.WriteAsync(topic, 0, 5);

        (await ReadAsync(topic, ReadPosition.Earliest, count: 1)).Records.Single().Offset.ShouldBe(0);
        var latest = await ReadAsync(topic, ReadPosition.Latest);
        latest.Records.ShouldBeEmpty();
        latest.NextOffset.ShouldBe(5);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(long.MaxValue)]
    public async Task Read_ShouldNameTheRange_WhenTheOffsetIsBeyondTheEnd(long offset)
    {
        var topic = await NewTopicAsync();
        await log.WriteAsync(topic, 0, 5);

        var thrown = await Should.ThrowAsync<KafkaFailureException>(() => ReadAsync(topic, ReadPosition.Offset(offset)));

        thrown.Failure.Code.ShouldBe(FailureCode.OffsetOutOfRange);
        thrown.Failure.EarliestOffset.ShouldBe(0);
        thrown.Failure.LatestOffset.ShouldBe(5);
    }

    [Fact]
    public async Task Read_ShouldNameTheRange_WhenTheOffsetIsBeforeTheEarliest()
    {
        var topic = await NewTopicAsync();
        await log.WriteAsync(topic, 0, 12, bytes: 900_000);
        var earliest = (await _kafka.Topics.GetOffsetsAsync(topic, [0], Timeout, Token))[0].Earliest;
        earliest.ShouldBeGreaterThan(0, "the embedded cluster keeps 5 MiB a partition");

        var thrown = await Should.ThrowAsync<KafkaFailureException>(() => ReadAsync(topic, ReadPosition.Offset(0)));

        thrown.Failure.Code.ShouldBe(FailureCode.OffsetOutOfRange);
        thrown.Failure.EarliestOffset.ShouldBe(earliest);
    }

    [Fact]
    public async Task Read_ShouldWait_WhileTheBrokerDoesNotKnowAnOffsetThatIsInRange()
    {
        var topic = await NewTopicAsync();
        await log.WriteAsync(topic, 0, 5);
        log.Cluster.FailRequests(KafkaApi.Fetch, [.. Enumerable.Repeat(ErrorCode.OffsetOutOfRange, 6)]);

        var result = await ReadAsync(topic, ReadPosition.Offset(2));

        result.Records[0].Offset.ShouldBe(2);
    }

    [Fact]
    public async Task Read_ShouldSaySo_WhenThereIsNoSuchTopicOrPartition()
    {
        var topic = await NewTopicAsync(partitions: 2);

        (await Should.ThrowAsync<KafkaFailureException>(() => ReadAsync(EmbeddedLog.NewName(), ReadPosition.Offset(0))))
            .Failure.Code.ShouldBe(FailureCode.TopicNotFound);
        (await Should.ThrowAsync<KafkaFailureException>(() => ReadAsync(topic, ReadPosition.Offset(0), partition: 2)))
            .Failure.Code.ShouldBe(FailureCode.PartitionNotFound);
    }

    [Fact]
    public async Task Read_ShouldWakeWithTheRecord_WhenOneIsWrittenWhileItWaits()
    {
        var topic = await NewTopicAsync();
        await log.WriteAsync(topic, 0, 3);

        var waiting = ReadAsync(topic, ReadPosition.Latest, wait: Timeout);
        while (!waiting.IsCompleted)
        {
            await log.WriteAsync(topic, 3, 1);
            await Task.WhenAny(waiting, Task.Delay(50, Token));
        }

        (await waiting).Records.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Read_ShouldFollowTheWriterWithoutGaps_WhenItPollsOnAndOn()
    {
        var topic = await NewTopicAsync();
        var writing = Task.Run(
            async () =>
            {
                for (var i = 0; i < 300; i++)
                {
                    await log.WriteAsync(topic, i, 1);
                }
            },
            Token);
        var seen = new List<long>();
        var next = 0L;

        while (seen.Count < 300)
        {
            var result = await ReadAsync(topic, ReadPosition.Offset(next), count: 10, wait: Timeout);
            result.Records.ShouldNotBeEmpty();
            seen.AddRange(result.Records.Select(r => r.Offset));
            next = result.NextOffset;
        }

        await writing;
        seen.ShouldBe(Enumerable.Range(0, 300).Select(i => (long)i));
    }

    [Fact]
    public async Task Read_ShouldBeEmpty_WhenTheTimeIsUp()
    {
        var topic = await NewTopicAsync();
        await log.WriteAsync(topic, 0, 3);

        var result = await ReadAsync(topic, ReadPosition.Offset(3), wait: TimeSpan.FromMilliseconds(100));

        result.Records.ShouldBeEmpty();
        result.NextOffset.ShouldBe(3);
    }

    [Fact]
    public async Task Read_ShouldNeverServeTheOldTopic_WhenItIsDeletedAndCreatedAgain()
    {
        var topic = await NewTopicAsync();
        for (var life = 0; life < 10; life++)
        {
            await log.WriteAsync(topic, life * 1_000, 20);
            var first = await ReadAsync(topic, ReadPosition.Offset(0), count: 5);
            first.Records.Count.ShouldBe(5);
            System.Text.Encoding.UTF8.GetString(first.Records[0].Value!).ShouldBe($"{life * 1_000}");
            await _kafka.Topics.DeleteAsync(topic, Timeout, Token);
            (await Should.ThrowAsync<KafkaFailureException>(() => ReadAsync(topic, ReadPosition.Offset(5))))
                .Failure.Code.ShouldBe(FailureCode.TopicNotFound);
            await _kafka.Topics.CreateAsync(new NewTopic(topic) { PartitionCount = 1 }, Timeout, Token);
            (await ReadAsync(topic, ReadPosition.Offset(0))).Records.ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task Read_ShouldEnd_WhenItsTopicIsDeletedWhileItWaits()
    {
        var topic = await NewTopicAsync();
        var waiting = ReadAsync(topic, ReadPosition.Offset(0), wait: 5 * Timeout);
        await _kafka.Topics.DeleteAsync(topic, Timeout, Token);

        var thrown = await Should.ThrowAsync<KafkaFailureException>(() => waiting.WaitAsync(Timeout, Token));

        thrown.Failure.Code.ShouldBe(FailureCode.TopicNotFound);
    }

    [Fact]
    public async Task Read_ShouldStop_WhenItsCallerGoesAway()
    {
        var topic = await NewTopicAsync();
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var waiting = _kafka.Reader.ReadAsync(
            new ReadRequest(topic, 0, ReadPosition.Offset(0)) { Wait = TimeSpan.FromSeconds(30) }, Timeout, gone.Token);
        await gone.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task Read_ShouldDeliver_WhenAFetchTakesLongerThanACursorIsPatient()
    {
        using var slow = new EmbeddedLog();
        await using var kafka = KafkaCluster.Open(slow.Cluster);
        var topic = slow.NewTopic();
        await slow.WriteAsync(topic, 0, 3);
        foreach (var broker in new[] { 1, 2, 3 })
        {
            slow.Cluster.SetRoundTripTime(broker, TimeSpan.FromMilliseconds(700));
        }

        var result = await kafka.Reader.ReadAsync(
            new ReadRequest(topic, 0, ReadPosition.Offset(0)) { MaxRecords = 3 }, Timeout, Token);

        result.Records.ShouldNotBeEmpty();
        result.Records[0].Offset.ShouldBe(0);
    }

    [Fact]
    public async Task Read_ShouldAnswerAtOnce_WhenWaitingIsStopped()
    {
        await using var kafka = KafkaCluster.Open(log.Cluster);
        var topic = await NewTopicAsync();
        await log.WriteAsync(topic, 0, 2);
        var waiting = Enumerable.Range(0, 10).Select(_ => kafka.Reader.ReadAsync(
            new ReadRequest(topic, 0, ReadPosition.Offset(2)) { Wait = 5 * Timeout }, Timeout, Token)).ToList();

        kafka.Reader.StopWaiting();

        foreach (var result in await Task.WhenAll(waiting).WaitAsync(Timeout, Token))
        {
            result.Records.ShouldBeEmpty();
            result.NextOffset.ShouldBe(2);
        }
    }
}
