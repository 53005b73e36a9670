// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Time.Testing;
using Sluice.Core.Errors;
using Sluice.Core.Reading;

namespace Sluice.Core.Tests.Reading;

public sealed class CursorPoolTests(EmbeddedLog log) : IClassFixture<EmbeddedLog>
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private CursorPool NewPool(int maxCursors, TimeProvider? time = null)
    {
        var options = new KafkaClusterOptions { MaxCursors = maxCursors };
        var consumers = log.Consumers(options);
        return new CursorPool(consumers.CreateForCursor, consumers.CreateForFewRecords, options, Long, time ?? TimeProvider.System);
    }

    private static CursorRead Read(PartitionKey partition, long offset, long target, int count = 1) =>
        new(partition, offset, target, count, 1_000_000, false, Long, default);

    [Fact]
    public async Task Read_ShouldUseOneCursor_WhenOneReaderGoesOnAndOn()
    {
        var topic = log.NewTopic();
        await log.WriteAsync(topic, 0, 100);
        using var pool = NewPool(8);

        for (var offset = 0; offset < 100; offset++)
        {
            var outcome = await pool.ReadAsync(Read(EmbeddedLog.Key(topic), offset, 100), Long, Token);
            outcome.Records.Single().Offset.ShouldBe(offset);
        }

        pool.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Read_ShouldLeaveFewCursors_WhenOneReaderJumpsAbout()
    {
        var topic = log.NewTopic();
        await log.WriteAsync(topic, 0, 100);
        using var pool = NewPool(8);

        for (var i = 0; i < 100; i++)
        {
            var offset = i * 37 % 100;
            var outcome = await pool.ReadAsync(Read(EmbeddedLog.Key(topic), offset, 100), Long, Token);
            outcome.Records.Single().Offset.ShouldBe(offset);
        }

        pool.Count.ShouldBeLessThanOrEqualTo(2);
    }

    [Fact]
    public async Task Read_ShouldHaveACursorThatFetchesMuch_WhenItWantsMuch_ThoughOneForFewStandsThere()
    {
        var topic = log.NewTopic();
        await log.WriteAsync(topic, 0, 100);
        using var pool = NewPool(8);
        await pool.ReadAsync(Read(EmbeddedLog.Key(topic), 0, 100), Long, Token);

        var much = await pool.ReadAsync(Read(EmbeddedLog.Key(topic), 1, 100, count: 50), Long, Token);
        var few = await pool.ReadAsync(Read(EmbeddedLog.Key(topic), 51, 100), Long, Token);

        (much.Next, few.Next).ShouldBe((51, 52));
        pool.Count.ShouldBe(2, "who wants few goes on with any");
    }

    [Fact]
    public async Task Read_ShouldServeAll_WhenMoreReadersComeThanThereAreCursors()
    {
        var topic = log.NewTopic();
        await log.WriteAsync(topic, 0, 100);
        using var pool = NewPool(4);

        var reads = Enumerable.Range(0, 100).Select(i => pool.ReadAsync(Read(EmbeddedLog.Key(topic), i, 100), Long, Token));
        var outcomes = await Task.WhenAll(reads);

        outcomes.Select(o => o.Records.Single().Offset).ShouldBe(Enumerable.Range(0, 100).Select(i => (long)i));
        pool.Count.ShouldBe(1, "one partition may have a quarter of the cursors");
    }

    [Fact]
    public async Task Read_ShouldNotWaitForAnotherPartition_WhenThatOneHasACrowd()
    {
        var topic = log.NewTopic();
        await log.WriteAsync(topic, 0, 1);
        await log.WriteAsync(topic, 0, 1, partition: 1);
        using var pool = NewPool(4);

        // Each of these waits for an offset that is not there yet.
        var crowd = Enumerable.Range(0, 8).Select(_ => pool.ReadAsync(Read(EmbeddedLog.Key(topic), 1, 1_000), Long, Token)).ToList();
        var other = await pool.ReadAsync(Read(EmbeddedLog.Key(topic, 1), 0, 1), Long, Token);

        other.Records.Count.ShouldBe(1);
        crowd.ShouldAllBe(c => !c.IsCompleted);
        await log.WriteAsync(topic, 1, 1);
        (await Task.WhenAll(crowd)).ShouldAllBe(outcome => outcome.Records.Single().Offset == 1);
    }

    [Fact]
    public async Task Read_ShouldFailAsOverloaded_WhenNoCursorBecomesFree()
    {
        var topic = log.NewTopic();
        await log.WriteAsync(topic, 0, 1);
        using var pool = NewPool(1);
        var busy = pool.ReadAsync(Read(EmbeddedLog.Key(topic), 1, 1_000), Long, Token);

        var failure = await Should.ThrowAsync<KafkaFailureException>(
            () => pool.ReadAsync(Read(EmbeddedLog.Key(topic), 0, 1), TimeSpan.FromMilliseconds(20), Token));

        failure.Failure.Code.ShouldBe(FailureCode.Overloaded);
        failure.Failure.IsRetryable.ShouldBeTrue();
        await log.WriteAsync(topic, 1, 1);
        (await busy).Records.Single().Offset.ShouldBe(1);
        (await pool.ReadAsync(Read(EmbeddedLog.Key(topic), 0, 1), Long, Token)).Records.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Read_ShouldLeaveTheCursorToOthers_WhenItsCallerGoesAway()
    {
        var topic = log.NewTopic();
        await log.WriteAsync(topic, 0, 1);
        using var pool = NewPool(1);
        using var gone = new CancellationTokenSource();
        var busy = pool.ReadAsync(Read(EmbeddedLog.Key(topic), 1, 1_000), Long, Token);
        var waiting = pool.ReadAsync(Read(EmbeddedLog.Key(topic), 0, 1), Long, gone.Token);
        await gone.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
        await log.WriteAsync(topic, 1, 1);
        await busy;
        (await pool.ReadAsync(Read(EmbeddedLog.Key(topic), 0, 1), Long, Token)).Records.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Sweep_ShouldCloseCursors_WhenTheyAreLeftAlone()
    {
        var topic = log.NewTopic();
        await log.WriteAsync(topic, 0, 1);
        var time = new FakeTimeProvider();
        using var pool = NewPool(4, time);
        await pool.ReadAsync(Read(EmbeddedLog.Key(topic), 0, 1), Long, Token);
        pool.Count.ShouldBe(1);

        time.Advance(TimeSpan.FromSeconds(80));

        pool.Count.ShouldBe(0);
    }
}
