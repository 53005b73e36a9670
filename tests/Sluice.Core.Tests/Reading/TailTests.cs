// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Core.Reading;
using Sluice.Core.Topics;

namespace Sluice.Core.Tests.Reading;

public sealed class TailTests(EmbeddedLog log) : IClassFixture<EmbeddedLog>
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Tail NewTail() =>
        new(log.Consumers().CreateForTail, TimeProvider.System, NullLogger.Instance);

    [Fact]
    public async Task Wait_ShouldBringTheRecord_WhenOneIsWritten()
    {
        var topic = log.NewTopic();
        await log.WriteAsync(topic, 0, 5);
        using var tail = NewTail();

        var waiting = tail.WaitAsync(EmbeddedLog.Key(topic), 5, 10, 1_000, Long, Token);
        await log.WriteAsync(topic, 5, 1);
        var result = await waiting;

        result!.Records.Single().Offset.ShouldBe(5);
        result.NextOffset.ShouldBe(6);
    }

    [Fact]
    public async Task Wait_ShouldWakeEveryReader_WhenManyWaitOnManyPartitions()
    {
        var topics = Enumerable.Range(0, 20).Select(_ => log.NewTopic()).ToList();
        foreach (var topic in topics)
        {
            await log.WriteAsync(topic, 0, 1);
        }

        using var tail = NewTail();
        var waiting = topics.SelectMany(t => Enumerable.Range(0, 10).Select(_ => tail.WaitAsync(EmbeddedLog.Key(t), 1, 10, 1_000, Long, Token))).ToList();
        foreach (var topic in topics)
        {
            await log.WriteAsync(topic, 1, 1);
        }

        var results = await Task.WhenAll(waiting);

        // Who came while the record was on its way is told to look for himself; the first of each topic never is.
        results.ShouldAllBe(r => r == null || Encoding.UTF8.GetString(r.Records.Single().Value!) == "1");
        results.Where((_, i) => i % 10 == 0).ShouldAllBe(r => r != null);
    }

    [Fact]
    public async Task Wait_ShouldEndWithATimeout_WhenNothingIsWritten()
    {
        var topic = log.NewTopic();
        await log.WriteAsync(topic, 0, 1);
        using var tail = NewTail();

        await Should.ThrowAsync<TimeoutException>(() => tail.WaitAsync(EmbeddedLog.Key(topic), 1, 1, 1, TimeSpan.FromMilliseconds(50), Token));
    }

    [Fact]
    public async Task Wait_ShouldBringTheSameRecord_WhenAReaderComesALittleLater()
    {
        var topic = log.NewTopic();
        await log.WriteAsync(topic, 0, 1);
        using var tail = NewTail();
        var first = tail.WaitAsync(EmbeddedLog.Key(topic), 1, 10, 1_000, Long, Token);
        await log.WriteAsync(topic, 1, 1);
        (await first).ShouldNotBeNull();

        (await tail.WaitAsync(EmbeddedLog.Key(topic), 1, 10, 1_000, Long, Token))!.Records.Single().Offset.ShouldBe(1);
        tail.Find(EmbeddedLog.Key(topic), 1, 10, 1_000)!.Records.Single().Offset.ShouldBe(1);
        tail.Find(EmbeddedLog.Key(topic) with { Id = new TopicId(2, 2) }, 1, 10, 1_000).ShouldBeNull();
        tail.Find(EmbeddedLog.Key(topic), 2, 10, 1_000)!.Records.ShouldBeEmpty();
        tail.Fetched.ShouldBe(1);
    }

    [Fact]
    public async Task Tail_ShouldForgetAPartition_ThatNobodyFollowsAnyMore()
    {
        var topic = log.NewTopic();
        await log.WriteAsync(topic, 0, 1);
        using var tail = NewTail();
        var waiting = tail.WaitAsync(EmbeddedLog.Key(topic), 1, 10, 1_000, Long, Token);
        await log.WriteAsync(topic, 1, 1);
        await waiting;

        // Half a second is the patience: what comes before is kept for those who are late.
        var written = 2;
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < TimeSpan.FromSeconds(1); written += 10)
        {
            await log.WriteAsync(topic, written, 10, bytes: 100_000);
        }

        tail.Find(EmbeddedLog.Key(topic), written, 10, 1_000).ShouldBeNull();
        tail.Fetched.ShouldBeLessThan(written - 1);
    }

    [Fact]
    public async Task Wait_ShouldLetTheReaderLook_WhenTheTailIsAlreadyPastItsOffset()
    {
        var topic = log.NewTopic();
        await log.WriteAsync(topic, 0, 1);
        using var tail = NewTail();
        var other = tail.WaitAsync(EmbeddedLog.Key(topic), 1, 10, 1_000, Long, Token);
        await log.WriteAsync(topic, 1, 1);
        (await other).ShouldNotBeNull();

        var late = await tail.WaitAsync(EmbeddedLog.Key(topic), 0, 10, 1_000, Long, Token);

        late.ShouldBeNull();
    }

    [Fact]
    public async Task Wait_ShouldGoOnWhereItStands_WhenTheReaderComesAgain()
    {
        var topic = log.NewTopic();
        await log.WriteAsync(topic, 0, 1);
        using var tail = NewTail();

        for (var offset = 1; offset < 50; offset++)
        {
            var waiting = tail.WaitAsync(EmbeddedLog.Key(topic), offset, 1, 1_000, Long, Token);
            await log.WriteAsync(topic, offset, 1);
            (await waiting)!.NextOffset.ShouldBe(offset + 1);
        }
    }

    [Fact]
    public async Task Wait_ShouldLetReadersOfTheOldTopicLook_WhenOneComesForANewTopicOfThatName()
    {
        var topic = log.NewTopic();
        await log.WriteAsync(topic, 0, 1);
        using var tail = NewTail();
        var old = tail.WaitAsync(EmbeddedLog.Key(topic), 1, 10, 1_000, Long, Token);
        var fresh = tail.WaitAsync(EmbeddedLog.Key(topic) with { Id = new TopicId(2, 2) }, 1, 10, 1_000, Long, Token);

        (await old).ShouldBeNull();
        await log.WriteAsync(topic, 1, 1);
        (await fresh)!.Records.Single().Offset.ShouldBe(1);
    }

    [Fact]
    public async Task Wait_ShouldEnd_WhenTheTailIsDisposed()
    {
        var topic = log.NewTopic();
        await log.WriteAsync(topic, 0, 1);
        var tail = NewTail();
        var waiting = tail.WaitAsync(EmbeddedLog.Key(topic), 1, 10, 1_000, Long, Token);
        tail.Dispose();

        (await waiting).ShouldBeNull();
    }
}
