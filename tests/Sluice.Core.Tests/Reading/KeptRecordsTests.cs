// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Reading;
using Sluice.Core.Records;

namespace Sluice.Core.Tests.Reading;

public sealed class KeptRecordsTests
{
    private const int Bytes = 100;

    private static StoredRecord Record(long offset) => new()
    {
        Partition = 0, Offset = offset, Key = null, Value = new byte[Bytes], Timestamp = 0, TimestampType = RecordTimestampType.CreateTime,
    };

    private static KeptRecords Keep(params long[] offsets)
    {
        var kept = new KeptRecords(10);
        foreach (var offset in offsets)
        {
            kept.Add(Record(offset));
        }

        return kept;
    }

    private static long[]? Offsets(ReadResult? result) => result?.Records.Select(record => record.Offset).ToArray();

    [Fact]
    public void Read_ShouldGiveWhatIsThere_FromAnyOffset()
    {
        var kept = Keep(10, 11, 12);

        Offsets(kept.Read(10, 100, 10_000)).ShouldBe([10, 11, 12]);
        Offsets(kept.Read(12, 100, 10_000)).ShouldBe([12]);
        kept.Read(12, 100, 10_000)!.NextOffset.ShouldBe(13);
    }

    [Fact]
    public void Read_ShouldGiveTheNextOne_WhenTheOffsetIsInAGap() => Offsets(Keep(10, 15, 16).Read(12, 1, 10_000)).ShouldBe([15]);

    [Fact]
    public void Read_ShouldGiveTheFirst_WhenTheGapIsBeforeIt() => Offsets(Keep(15).Read(10, 1, 10_000)).ShouldBe([15]);

    [Theory]
    [InlineData(9)]
    [InlineData(13)]
    public void Read_ShouldGiveNothing_WhenTheOffsetIsBeforeOrAfter(long offset) => Keep(10, 11, 12).Read(offset, 100, 10_000).ShouldBeNull();

    [Fact]
    public void Read_ShouldKeepTheBounds_ButAlwaysGiveOne()
    {
        var kept = Keep(10, 11, 12);

        Offsets(kept.Read(10, 2, 10_000)).ShouldBe([10, 11]);
        Offsets(kept.Read(10, 100, 2 * Bytes)).ShouldBe([10, 11]);
        Offsets(kept.Read(10, 100, 1)).ShouldBe([10]);
    }

    [Fact]
    public void Trim_ShouldLetTheOldestGo_AndSayThatTheyAreNotHere()
    {
        var kept = Keep([.. Enumerable.Range(10, 20).Select(offset => (long)offset)]);

        kept.Trim(5 * Record(0).Footprint);

        kept.Read(24, 100, 10_000).ShouldBeNull();
        Offsets(kept.Read(25, 100, 10_000)).ShouldBe([25, 26, 27, 28, 29]);
        kept.Trim(0);
        kept.Read(29, 100, 10_000).ShouldBeNull();
        kept.Position.ShouldBe(30);
    }

    [Fact]
    public void Add_ShouldPassOver_WhatIsHereAlready()
    {
        var kept = Keep(10, 11, 11, 10, 12);

        Offsets(kept.Read(10, 100, 10_000)).ShouldBe([10, 11, 12]);
    }

    [Fact]
    public void Untaken_ShouldBeWhatCame_SinceSomebodyTookSomething()
    {
        var kept = Keep(10, 11);
        kept.Untaken.ShouldBe(2 * Record(0).Footprint);

        kept.Read(10, 1, 1);

        kept.Untaken.ShouldBe(0);
    }
}
