// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Sluice.Core.Errors;
using Sluice.Core.Groups;

namespace Sluice.EndToEnd.Tests.Groups;

/// <summary>What a member of a group does on every cluster and with both group protocols.</summary>
public abstract class GroupConsumerContract : GroupLeg
{
    [Fact]
    public async Task Member_ShouldGetEveryRecord_InTheOrderOfItsPartition()
    {
        await WriteAsync(0, 0, 5_000);
        await WriteAsync(1, 0, 1_000);
        await using var member = Join();

        var records = await TakeAsync(member, 6_000);

        records.Where(record => record.Record.Partition == 0).Select(record => record.Record.Offset).ShouldBe(Enumerable.Range(0, 5_000).Select(o => (long)o));
        records.Where(record => record.Record.Partition == 1).Select(record => record.Record.Offset).ShouldBe(Enumerable.Range(0, 1_000).Select(o => (long)o));
        records[0].Topic.ShouldBe(Topic);
    }

    [Fact]
    public async Task Never_ShouldCommitNothing()
    {
        await WriteAsync(0, 0, 10);
        await using (var member = Join())
        {
            foreach (var record in await TakeAsync(member, 10))
            {
                member.Pass(record);
            }

            await member.CommitAsync(Deadline, Cancellation);
        }

        (await CommittedAsync(0)).ShouldBeNull();
    }

    [Fact]
    public async Task Auto_ShouldCommitWhatTheReaderIsDoneWith()
    {
        await WriteAsync(0, 0, 10);
        await using (var member = Join(CommitPolicy.Auto))
        {
            // The tenth is not followed by another question.
            await TakeAsync(member, 10);
        }

        (await CommittedAsync(0)).ShouldBe(9);
        await using var next = Join(CommitPolicy.Auto);
        (await TakeAsync(next, 1))[0].Record.Offset.ShouldBe(9);
    }

    [Fact]
    public async Task OnPass_ShouldCommitTheWatermark_AndNothingBehindAFailure()
    {
        await WriteAsync(0, 0, 5);
        await using (var member = Join(CommitPolicy.OnPass))
        {
            var records = await TakeAsync(member, 5);
            member.Pass(records[1]);
            await member.CommitAsync(Deadline, Cancellation);
            (await CommittedAsync(0)).ShouldBeNull();

            member.Pass(records[0]);
            await member.CommitAsync(Deadline, Cancellation);
            (await CommittedAsync(0)).ShouldBe(2);

            member.Fail(records[3]);
            member.Pass(records[2]);
            member.Pass(records[4]);
            await member.CommitAsync(Deadline, Cancellation);
            (await CommittedAsync(0)).ShouldBe(3);
            member.GetProgress().ShouldContain(p => p.Partition == 0 && p.Passed == 3 && p.Next == 5 && p.WaitsFor == "offset 3 has failed");
        }

        (await CommittedAsync(0)).ShouldBe(3);
    }

    [Fact]
    public async Task When_ShouldCommitUpToTheRecordThatMeetsTheCondition()
    {
        await WriteAsync(0, 0, 10);
        await using (var member = Join(CommitPolicy.When(record => Encoding.UTF8.GetString(record.Record.Value!) == "6")))
        {
            await TakeAsync(member, 10);
        }

        (await CommittedAsync(0)).ShouldBe(7);
    }

    [Fact]
    public async Task Bookmark_ShouldWin_WhereItIsLaterThanTheCommit()
    {
        await WriteAsync(0, 0, 10);
        await WriteAsync(1, 0, 10);
        await using (var first = Join(CommitPolicy.OnPass))
        {
            foreach (var record in await TakeAsync(first, 20))
            {
                if (record.Record.Offset < 5)
                {
                    first.Pass(record);
                }
            }
        }

        await using var second = Join(bookmark: [new PartitionPosition(Topic, 0, 8), new PartitionPosition(Topic, 1, 2)]);
        var records = await TakeAsync(second, 7);

        records.Where(record => record.Record.Partition == 0).Min(record => record.Record.Offset).ShouldBe(8);
        records.Where(record => record.Record.Partition == 1).Min(record => record.Record.Offset).ShouldBe(5);
    }

    [Fact]
    public async Task Members_ShouldShareThePartitions_AndRepeatNothingThatPassed()
    {
        var first = Join(CommitPolicy.Auto);
        await first.WaitUntilAssignedAsync(Deadline, Cancellation);
        var seen = new Dictionary<(int, long), int>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var reading = CountAsync(first, seen, stop.Token);
        await WriteAllAsync(0, 100);
        await UntilAsync(() => Count(seen) == 300);
        await BeforeOthersJoinAsync(first);

        var second = Join(CommitPolicy.Auto);
        var readingToo = CountAsync(second, seen, stop.Token);
        await UntilAsync(() => Assigned(first) is > 0 and < 3 && Assigned(second) > 0);
        await WriteAllAsync(100, 100);
        await UntilAsync(() => Count(seen) == 600);

        await second.DisposeAsync();
        await readingToo;
        await UntilAsync(() => Assigned(first) == 3);
        await WriteAllAsync(200, 100);
        await UntilAsync(() => Count(seen) == 900);
        await first.CommitAsync(Deadline, Cancellation);
        await stop.CancelAsync();
        await reading;

        // Each left in good order: what had passed was committed, and came to nobody again.
        await first.DisposeAsync();
        seen.Where(place => place.Value != 1).ShouldBeEmpty(await ExplainAsync(("first", first), ("second", second)));
    }

    [Fact]
    public async Task Events_ShouldTellTheRebalances_WithTheOffsets()
    {
        await WriteAsync(0, 0, 5);
        await using var member = Join(CommitPolicy.Auto);
        await TakeAsync(member, 5);
        await member.DisposeAsync();

        var events = await member.ReadEventsAsync(Cancellation).ToListAsync(Cancellation);

        var assigned = events.First(e => e.Kind == GroupEventKind.Assigned && e.Partitions.Count > 0);
        assigned.Partitions[0].Topic.ShouldBe(Topic);
        assigned.Partitions[0].Offset.ShouldBeNull();
        events.SelectMany(e => e.Kind == GroupEventKind.Committed ? e.Partitions : []).Last().ShouldBe(new PartitionPosition(Topic, 0, 4));
        events[^1].Kind.ShouldBe(GroupEventKind.Revoked);
        events[^1].Partitions.Select(p => p.Partition).ShouldBe([0, 1, 2]);
        events.Select(e => e.Time).ShouldBeInOrder();
    }

    [Fact]
    public async Task SlowReader_ShouldKeepItsPartitions_AndLoseNothing()
    {
        await WriteAllAsync(0, 400);
        await using var member = Kafka.JoinGroup(new GroupConsumerOptions
        {
            GroupId = Group,
            Topics = [Topic],
            Protocol = Protocol,
            Commit = CommitPolicy.Auto,
            MaxPollRecords = 10,
        });
        var read = new List<GroupRecord>();
        await foreach (var record in member.ReadAsync(Cancellation))
        {
            read.Add(record);
            if (read.Count % 300 == 5)
            {
                // Slower than the poll, so that partitions are paused.
                await Task.Delay(TimeSpan.FromMilliseconds(700), Cancellation);
            }

            if (read.Count == 1_200)
            {
                break;
            }
        }

        read.Select(record => (record.Record.Partition, record.Record.Offset)).Distinct().Count().ShouldBe(1_200);
        member.GetProgress().Sum(p => p.Repeated).ShouldBe(0);
        member.GetProgress().Count(p => p.IsAssigned).ShouldBe(3);
    }

    [Fact]
    public async Task Join_ShouldFail_WhenThereIsNoSuchTopic()
    {
        var topic = $"absent-{Guid.NewGuid():N}";
        await using var member = Kafka.JoinGroup(new GroupConsumerOptions { GroupId = Group, Topics = [topic], Protocol = Protocol });

        var failure = (await Should.ThrowAsync<KafkaFailureException>(() => TakeAsync(member, 1))).Failure;

        failure.Code.ShouldBe(FailureCode.TopicNotFound);
        failure.Detail.ShouldContain(topic);
    }

    /// <summary>
    /// What has to be waited for before another member joins, so that this one can commit what it then gives up. Nothing by default: a coordinator takes
    /// offsets until the last member has joined again.
    /// </summary>
    protected virtual Task BeforeOthersJoinAsync(GroupConsumer member) => Task.CompletedTask;
}
