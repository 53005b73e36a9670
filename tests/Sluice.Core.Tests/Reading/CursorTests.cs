// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Text;
using Sluice.Core.Reading;
using Sluice.Core.Topics;

namespace Sluice.Core.Tests.Reading;

public sealed class CursorTests(EmbeddedLog log) : IClassFixture<EmbeddedLog>
{
    // A busy machine may be slow to deliver; what these tests are about is not how soon.
    private static readonly TimeSpan Patient = TimeSpan.FromSeconds(60);

    private Cursor NewCursor(TimeSpan stallAfter) => new(log.Consumers().CreateForCursor, stallAfter);

    [Fact]
    public async Task Read_ShouldBringAllUpToTheTarget_WhenBoundsAreWide()
    {
        var topic = log.NewTopic();
        await log.WriteAsync(topic, 0, 500);
        using var cursor = NewCursor(Patient);

        var outcome = await cursor.ReadAsync(new CursorRead(EmbeddedLog.Key(topic), 0, 500, 10_000, 1_000_000, false, Patient, default));

        outcome.End.ShouldBe(CursorEnd.Reached);
        outcome.Records.Select(r => r.Offset).ShouldBe(Enumerable.Range(0, 500).Select(i => (long)i));
        outcome.Next.ShouldBe(500);
    }

    [Fact]
    public async Task Read_ShouldContinueWithoutLossOrRepetition_WhenBoundedByCount()
    {
        var topic = log.NewTopic();
        await log.WriteAsync(topic, 0, 1_000);
        using var cursor = NewCursor(Patient);
        var seen = new List<long>();
        var next = 0L;

        while (next < 1_000)
        {
            var outcome = await cursor.ReadAsync(new CursorRead(EmbeddedLog.Key(topic), next, 1_000, 7, 1_000_000, false, Patient, default));
            seen.AddRange(outcome.Records.Select(r => r.Offset));
            next = outcome.Next;
        }

        seen.ShouldBe(Enumerable.Range(0, 1_000).Select(i => (long)i));
    }

    [Fact]
    public async Task Read_ShouldSayThatRecordsMayBeOld_OnlyWhenItGoesOnWhereTheOneBeforeStopped()
    {
        var topic = log.NewTopic();
        await log.WriteAsync(topic, 0, 10);
        using var cursor = NewCursor(Patient);
        var read = new CursorRead(EmbeddedLog.Key(topic), 0, 10, 2, 1_000_000, false, Patient, default);

        var clock = Stopwatch.StartNew();
        do
        {
            // On a busy machine it may be left alone for so long in between that it gives its place up.
            clock.Elapsed.ShouldBeLessThan(Patient);
            (await cursor.ReadAsync(read)).MayBeOld.ShouldBeFalse();
        }
        while (!(await cursor.ReadAsync(read with { Offset = 2 })).MayBeOld);

        (await cursor.ReadAsync(read with { Offset = 1 })).MayBeOld.ShouldBeFalse();
    }

    [Fact]
    public async Task Read_ShouldStopBeforeTheByteBound_AndGoOnWithTheRecordThatDidNotFit()
    {
        var topic = log.NewTopic();
        await log.WriteAsync(topic, 0, 10, bytes: 100);
        using var cursor = NewCursor(Patient);

        var first = await cursor.ReadAsync(new CursorRead(EmbeddedLog.Key(topic), 0, 10, 100, 250, false, Patient, default));
        var second = await cursor.ReadAsync(new CursorRead(EmbeddedLog.Key(topic), first.Next, 10, 100, 250, false, Patient, default));

        first.Records.Select(r => r.Offset).ShouldBe([0L, 1L]);
        second.Records.Select(r => r.Offset).ShouldBe([2L, 3L]);
    }

    [Fact]
    public async Task Read_ShouldBringOneRecord_WhenItIsLargerThanTheByteBound()
    {
        var topic = log.NewTopic();
        await log.WriteAsync(topic, 0, 2, bytes: 900_000);
        using var cursor = NewCursor(Patient);

        var outcome = await cursor.ReadAsync(new CursorRead(EmbeddedLog.Key(topic), 0, 2, 100, 10, false, Patient, default));

        outcome.Records.Single().Value!.Length.ShouldBe(900_000);
        outcome.Next.ShouldBe(1);
    }

    [Fact]
    public async Task Read_ShouldGiveUpSoon_WhenTheLogDoesNotReachTheTarget()
    {
        var topic = log.NewTopic();
        await log.WriteAsync(topic, 0, 3);
        using var cursor = NewCursor(TimeSpan.FromMilliseconds(250));

        var outcome = await cursor.ReadAsync(new CursorRead(EmbeddedLog.Key(topic), 3, 10, 100, 1_000, false, 5 * Patient, default))
            .WaitAsync(Patient, TestContext.Current.CancellationToken);

        outcome.End.ShouldBe(CursorEnd.Stalled);
        outcome.Records.ShouldBeEmpty();
    }

    [Fact]
    public async Task Read_ShouldSayOutOfRange_WhenTheOffsetIsBeyondTheEnd()
    {
        var topic = log.NewTopic();
        await log.WriteAsync(topic, 0, 3);
        using var cursor = NewCursor(Patient);

        var outcome = await cursor.ReadAsync(new CursorRead(EmbeddedLog.Key(topic), 1_000, 2_000, 100, 1_000, false, Patient, default));

        outcome.End.ShouldBe(CursorEnd.OutOfRange);
    }

    [Fact]
    public async Task Read_ShouldServeAnotherPartition_AfterOneEndedOutOfRange()
    {
        var topic = log.NewTopic();
        await log.WriteAsync(topic, 0, 3);
        await log.WriteAsync(topic, 10, 2, partition: 1);
        using var cursor = NewCursor(Patient);
        await cursor.ReadAsync(new CursorRead(EmbeddedLog.Key(topic), 1_000, 2_000, 100, 1_000, false, Patient, default));

        var outcome = await cursor.ReadAsync(new CursorRead(EmbeddedLog.Key(topic, 1), 0, 2, 100, 1_000, false, Patient, default));

        outcome.Records.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Read_ShouldServeTheNewTopic_WhenItHasReadTheDeletedOneOfThatName()
    {
        var topic = log.NewTopic();
        using var cursor = NewCursor(Patient);
        for (var life = 1; life <= 5; life++)
        {
            await log.WriteAsync(topic, life * 100, 10);
            var key = EmbeddedLog.Key(topic) with { Id = new TopicId(life, life) };

            var outcome = await cursor.ReadAsync(new CursorRead(key, 0, 10, 3, 1_000, false, Patient, default));

            outcome.Records.Select(r => Encoding.UTF8.GetString(r.Value!)).ShouldBe([$"{life}00", $"{life}01", $"{life}02"]);
            log.Cluster.DeleteTopic(topic);
            log.Cluster.CreateTopic(new NewTopic(topic) { PartitionCount = 4 });
        }
    }
}
