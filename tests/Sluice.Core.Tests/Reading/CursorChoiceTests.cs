// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Time.Testing;
using Sluice.Core.Reading;

namespace Sluice.Core.Tests.Reading;

/// <summary>Which cursor of the pool a read gets.</summary>
public sealed class CursorChoiceTests
{
    private const int Many = 100;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static CursorPool NewPool(ScriptedLog log, int maxCursors, TimeProvider? time = null) =>
        new(log.Open, log.Open, new KafkaClusterOptions { MaxCursors = maxCursors }, Deadline, time ?? TimeProvider.System);

    private static Task<CursorOutcome> ReadAsync(
        CursorPool pool, int partition, long offset, int count, long bytes = 1_000_000, int room = int.MaxValue) => pool.ReadAsync(
        new CursorRead(ScriptedLog.Key(partition), offset, offset + 1, count, bytes, false, Deadline, Token) { Keeps = _ => room-- > 0 }, Deadline, Token);

    [Theory]
    [InlineData(250, 100)]
    [InlineData(1_000_000, 2)]
    public async Task Reader_ShouldKeepItsCursor_WhenItsBoundIsReachedBeforeAGap(long bytes, int room)
    {
        var moves = new List<int>();
        for (var attempt = 0; attempt < 5; attempt++)
        {
            var log = new ScriptedLog(0, 1, 7, 8);
            using var pool = NewPool(log, maxCursors: 8);

            var before = await ReadAsync(pool, 0, 0, Many, bytes, room);
            var behind = await ReadAsync(pool, 0, before.Next, Many);

            (before.End, before.Next).ShouldBe((CursorEnd.Full, 7));
            before.Records.Select(record => record.Offset).ShouldBe([0, 1]);
            behind.Records.Select(record => record.Offset).ShouldBe([7, 8]);
            moves.Add(log.Moves);
        }

        moves.ShouldContain(1, "the record behind the gap was there already, unless the machine was so busy that the cursor went to rest");
    }

    [Fact]
    public async Task Pool_ShouldCloseNoCursor_WhenReadsOfFewAndOfManyTakeTurns()
    {
        var log = new ScriptedLog(0);
        using var pool = NewPool(log, maxCursors: 2);

        for (var partition = 0; partition < 40; partition++)
        {
            await ReadAsync(pool, partition, 0, partition % 4 is 0 or 3 ? 1 : Many);
        }

        log.Opened.ShouldBe(2, "one of each kind");
        log.Moves.ShouldBe(40);
    }

    [Fact]
    public async Task Pool_ShouldReplaceACursor_WhenAllAreOfTheOtherKind()
    {
        var log = new ScriptedLog(0);
        using var pool = NewPool(log, maxCursors: 1);

        await ReadAsync(pool, 0, 0, 1);
        var outcome = await ReadAsync(pool, 1, 0, Many);

        outcome.Records.ShouldHaveSingleItem();
        (log.Opened, pool.Count).ShouldBe((2, 1));
    }

    [Fact]
    public async Task Readers_ShouldKeepTheirCursors_WhenThoseOfTheOtherKindAreLeftAlone()
    {
        var seen = new List<(int Opened, int Moves)>();
        for (var attempt = 0; attempt < 5; attempt++)
        {
            var log = new ScriptedLog([.. Enumerable.Range(0, 1_000)]);
            var time = new FakeTimeProvider();
            using var pool = NewPool(log, maxCursors: 3, time);
            await ReadAsync(pool, 0, 0, 1);
            await ReadAsync(pool, 1, 0, 1);
            time.Advance(TimeSpan.FromSeconds(2));

            for (var offset = 0; offset < 500; offset += Many)
            {
                await ReadAsync(pool, 2, offset, Many);
                await ReadAsync(pool, 3, offset, Many);
            }

            seen.Add((log.Opened, log.Moves));
        }

        // The one that was left alone the longest made room for the second reader, and each of the four began once and went on.
        seen.ShouldContain((4, 4), "unless the machine was so busy each time that a cursor went to rest");
    }

    [Fact]
    public async Task Cursor_ShouldKeepNothingMore_WhenItsReadIsGivenUpAmongRecordsAtHand()
    {
        var log = new ScriptedLog([.. Enumerable.Range(0, 1_000)]);
        using var pool = NewPool(log, maxCursors: 3);
        using var givenUp = new CancellationTokenSource();
        var kept = 0;

        bool Keep()
        {
            if (++kept == 10)
            {
                givenUp.Cancel();
            }

            return true;
        }

        var read = new CursorRead(ScriptedLog.Key(), 0, 1_000, 1_000, 1_000_000, false, Deadline, givenUp.Token) { Keeps = _ => Keep() };
        var outcome = await pool.ReadAsync(read, Deadline, Token);

        outcome.End.ShouldBe(CursorEnd.Stalled);
        kept.ShouldBe(10);
    }
}
