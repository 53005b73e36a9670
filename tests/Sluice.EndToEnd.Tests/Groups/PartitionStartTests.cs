// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Errors;
using Sluice.Core.Groups;
using Sluice.EndToEnd.Tests.Clusters;

namespace Sluice.EndToEnd.Tests.Groups;

/// <summary>Where a partition begins that has no committed offset, or one that cannot be read.</summary>
public sealed class PartitionStartTests(RealKafka kafka)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(GroupProtocol.Classic)]
    [InlineData(GroupProtocol.Consumer)]
    public async Task Reading_ShouldEnd_WhenThereIsNoOffsetAndNoReset(GroupProtocol protocol)
    {
        await using var stage = await OpenAsync(protocol, partitions: 1);
        await stage.WriteAsync(0, 5);
        var member = stage.Join(reset: OffsetReset.None);

        var failure = (await Should.ThrowAsync<KafkaFailureException>(() => member.Reading.WaitAsync(GroupStage.Deadline, Cancellation))).Failure;

        failure.Code.ShouldBe(FailureCode.OffsetOutOfRange);
        failure.Detail.ShouldStartWith($"Group \"{stage.Group}\" has no committed offset in the partition's range");
        member.Places.ShouldBeEmpty();
    }

    [Fact]
    public async Task Reading_ShouldEnd_WhenTheOffsetIsOutOfRangeAndThereIsNoReset()
    {
        await using var stage = await OpenAsync(GroupProtocol.Classic, partitions: 1);
        await stage.WriteAsync(0, 10);
        await stage.CommitAsync(0, 2);
        await stage.DeleteRecordsAsync(0, before: 5);
        var member = stage.Join(CommitPolicy.Auto, OffsetReset.None);

        var failure = (await Should.ThrowAsync<KafkaFailureException>(() => member.Reading.WaitAsync(GroupStage.Deadline, Cancellation))).Failure;

        failure.Code.ShouldBe(FailureCode.OffsetOutOfRange);
        (await stage.CommittedAsync(0)).ShouldBe(2);
    }

    [Theory]
    [InlineData(GroupProtocol.Classic)]
    [InlineData(GroupProtocol.Consumer)]
    public async Task Commits_ShouldGoOn_WhenTheCommittedOffsetWasBeyondTheEnd(GroupProtocol protocol)
    {
        await using var stage = await OpenAsync(protocol, partitions: 1);
        await stage.WriteAsync(0, 10);
        await stage.CommitAsync(0, 1_000);

        var member = stage.Join(CommitPolicy.Auto);

        await stage.UntilAsync(async () => await stage.CommittedAsync(0) == 10);
        member.Places.ShouldBe(Enumerable.Range(0, 10).Select(offset => (0, (long)offset)));
    }

    [Theory]
    [InlineData(GroupProtocol.Classic, OffsetReset.Earliest)]
    [InlineData(GroupProtocol.Classic, OffsetReset.Latest)]
    [InlineData(GroupProtocol.Consumer, OffsetReset.Earliest)]
    [InlineData(GroupProtocol.Consumer, OffsetReset.Latest)]
    public async Task NewPartition_ShouldBeReadFromItsFirstRecord(GroupProtocol protocol, OffsetReset reset)
    {
        await using var stage = await OpenAsync(protocol, partitions: 1);
        await stage.WriteAsync(0, 3);
        var member = stage.Join(reset: reset);
        await stage.UntilAsync(() => member.Held.Length == 1);

        await stage.AddPartitionsAsync(total: 3);
        await stage.WriteAsync(1, 5);
        await stage.WriteAsync(2, 5);

        await stage.UntilAsync(() => member.Places.Count(place => place.Partition > 0) == 10);
    }

    [Theory]
    [InlineData(GroupProtocol.Classic)]
    [InlineData(GroupProtocol.Consumer)]
    public async Task Latest_ShouldMissNothing_ThatIsWrittenAfterTheAssignment(GroupProtocol protocol)
    {
        await using var stage = await OpenAsync(protocol, partitions: 1);
        await stage.WriteAsync(0, 5);
        var member = stage.Join(reset: OffsetReset.Latest);
        await stage.UntilAsync(() => member.Held.Length == 1);

        await stage.WriteAsync(0, 3);

        await stage.UntilAsync(() => member.Places.Count() == 3);
        member.Places.ShouldBe([(0, 5), (0, 6), (0, 7)]);
    }

    [Theory]
    [InlineData(GroupProtocol.Classic)]
    [InlineData(GroupProtocol.Consumer)]
    public async Task Reading_ShouldEnd_WhenTheTopicIsCreatedAnew(GroupProtocol protocol)
    {
        await using var stage = await OpenAsync(protocol, partitions: 1);
        await stage.WriteAsync(0, 10);
        var member = stage.Join(CommitPolicy.Auto);
        await stage.UntilAsync(() => member.Places.Count() == 10);

        await stage.RecreateTopicAsync();
        await stage.WriteAsync(0, 3);

        var failure = (await Should.ThrowAsync<KafkaFailureException>(() => member.Reading.WaitAsync(GroupStage.Deadline, Cancellation))).Failure;
        failure.Code.ShouldBe(FailureCode.TopicNotFound);
    }

    [Theory]
    [InlineData(GroupProtocol.Classic)]
    [InlineData(GroupProtocol.Consumer)]
    public async Task PartitionThatComesBack_ShouldGoOn_WhenNothingIsCommitted(GroupProtocol protocol)
    {
        await using var stage = await OpenAsync(protocol, partitions: 2);
        await stage.WriteAsync(0, 3);
        await stage.WriteAsync(1, 3);
        var first = stage.Join(reset: OffsetReset.Latest);
        await stage.UntilAsync(() => first.Held.Length == 2);
        await UntilReadsAsync(stage, first);
        var second = stage.Join(reset: OffsetReset.Latest);
        await stage.UntilAsync(() => first.Held.Length == 1 && second.Held.Length == 1);
        var moved = second.Held[0];

        await stage.WriteAsync(moved, 5);
        await second.DisposeAsync();
        await stage.WriteAsync(moved, 5);
        await stage.UntilAsync(() => first.Held.Length == 2);
        await stage.WriteAsync(moved, 1);
        var end = await UntilReadsAsync(stage, first);

        long[] places = [.. first.Places.Where(place => place.Partition == moved).Select(place => place.Offset)];
        places.ShouldBe(Enumerable.Range(0, places.Length).Select(next => places[0] + next));
        places[^1].ShouldBeGreaterThanOrEqualTo(end[moved] - 1);
    }

    // A client that begins at the end says nothing of where that is: it is there when it reads what is written.
    private static async Task<Dictionary<int, long>> UntilReadsAsync(GroupStage stage, WatchedMember member)
    {
        foreach (var partition in (int[])[0, 1])
        {
            var before = member.Places.Count(place => place.Partition == partition);
            await stage.UntilAsync(async () =>
            {
                await stage.WriteAsync(partition, 1);
                return member.Places.Count(place => place.Partition == partition) > before;
            });
        }

        return member.Places.GroupBy(place => place.Partition).ToDictionary(places => places.Key, places => places.Max(place => place.Offset) + 1);
    }

    private async Task<GroupStage> OpenAsync(GroupProtocol protocol, int partitions) =>
        await GroupStage.OpenAsync(await kafka.GetBootstrapServersAsync(Cancellation), protocol, partitions);
}
