// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Errors;
using Sluice.Core.Groups;
using Sluice.EndToEnd.Tests.Clusters;
using Sluice.Soak.Groups;

namespace Sluice.EndToEnd.Tests.Groups;

/// <summary>What keeps a member in its group, and what ends it.</summary>
public sealed class MemberSessionTests(RealKafka kafka)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(GroupProtocol.Classic)]
    [InlineData(GroupProtocol.Consumer)]
    public async Task Session_ShouldBeKept_WhileOneRecordTakesLongerThanThePollInterval(GroupProtocol protocol)
    {
        var interval = TimeSpan.FromSeconds(4);
        await using var stage = await OpenAsync(protocol, partitions: 1);
        await stage.WriteAsync(0, 3);
        var member = stage.Join(
            CommitPolicy.Auto,
            session: interval,
            maxPollInterval: interval,
            work: record => record.Record.Offset == 1 ? Task.Delay(3 * interval, Cancellation) : Task.CompletedTask);

        await stage.UntilAsync(async () => await stage.CommittedAsync(0) == 3);

        member.Places.ShouldBe([(0, 0), (0, 1), (0, 2)]);
        member.Events.Where(happened => happened.Kind != GroupEventKind.Committed && happened.Partitions.Count > 0)
            .ShouldHaveSingleItem().Kind.ShouldBe(GroupEventKind.Assigned);
        member.Count(GroupEventKind.Trouble).ShouldBe(0, member.ToString());
    }

    [Theory]
    [InlineData(GroupProtocol.Classic)]
    [InlineData(GroupProtocol.Consumer)]
    public async Task StaticMember_ShouldComeBackWithoutARebalance(GroupProtocol protocol)
    {
        var session = TimeSpan.FromSeconds(30);
        await using var stage = await OpenAsync(protocol, partitions: 2);
        var stays = stage.Join(CommitPolicy.Auto, instance: "stays", session: session);
        var leaves = stage.Join(CommitPolicy.Auto, instance: "leaves", session: session);
        await stage.UntilAsync(() => stays.Held.Length == 1 && leaves.Held.Length == 1);
        var (kept, left) = (stays.Held[0], leaves.Held[0]);
        await stage.WriteAsync(left, 5);
        await stage.UntilAsync(async () => await stage.CommittedAsync(left) == 5);
        var before = Rebalances(stays);

        await leaves.DisposeAsync();
        await stage.WriteAsync(left, 5);
        var again = stage.Join(CommitPolicy.Auto, instance: "leaves", session: session);
        await stage.UntilAsync(async () => await stage.CommittedAsync(left) == 10);
        await stage.WriteAsync(kept, 1);
        await stage.UntilAsync(async () => await stage.CommittedAsync(kept) == 1);

        again.Places.ShouldBe(Enumerable.Range(5, 5).Select(offset => (left, (long)offset)));
        Rebalances(stays).ShouldBe(before, stays.ToString());
        stays.Held.ShouldBe([kept]);
    }

    [Theory]
    [InlineData(GroupProtocol.Classic)]
    [InlineData(GroupProtocol.Consumer)]
    public async Task OneOfTwoMembersWithOneInstanceId_ShouldEndAndSayWhy(GroupProtocol protocol)
    {
        await using var stage = await OpenAsync(protocol, partitions: 1);
        var older = stage.Join(instance: "one");
        await stage.UntilAsync(() => older.Held.Length == 1);
        var newer = stage.Join(instance: "one");

        // A classic group takes the newer for the older one come back (KIP-345); the new protocol wants the older one to have left (KIP-848).
        var (ends, stays) = protocol == GroupProtocol.Classic ? (older, newer) : (newer, older);
        var failure = (await Should.ThrowAsync<KafkaFailureException>(() => ends.Reading.WaitAsync(GroupStage.Deadline, Cancellation))).Failure;
        await stage.WriteAsync(0, 1);
        await stage.UntilAsync(() => stays.Places.Any());

        failure.ShouldBe(new KafkaFailure(
            FailureCode.KafkaRefused, $"Another member of group \"{stage.Group}\" has the instance id \"one\": each instance needs its own."));
        ends.Places.ShouldBeEmpty();
    }

    [Fact]
    public async Task Commits_ShouldStopBeforeARecord_WhoseConditionThrew()
    {
        await using var stage = await OpenAsync(GroupProtocol.Classic, partitions: 1);
        await stage.WriteAsync(0, 6);
        var member = stage.Join(CommitPolicy.When(record => record.Record.Offset == 3 ? throw new FormatException("no number") : true));
        (await Should.ThrowAsync<FormatException>(() => member.Reading.WaitAsync(GroupStage.Deadline, Cancellation))).Message.ShouldBe("no number");

        var rest = await member.Member.ReadAsync(Cancellation).Take(2).ToListAsync(Cancellation);
        rest.ForEach(member.Member.Pass);
        await member.DisposeAsync();

        rest.Select(record => record.Record.Offset).ShouldBe([4, 5]);
        (await stage.CommittedAsync(0)).ShouldBe(3);
    }

    [Fact]
    public async Task Reading_ShouldEndQuietly_WhenTheMemberIsClosedWithManyRecordsWaiting()
    {
        await using var stage = await OpenAsync(GroupProtocol.Classic, partitions: 1);
        await stage.WriteAsync(0, 2_000);
        var goOn = new TaskCompletionSource();
        var member = stage.Join(work: _ => goOn.Task);
        await stage.UntilAsync(() => member.Places.Any());

        // The first record is held until there is nothing to be read any more.
        await member.Member.DisposeAsync();
        goOn.SetResult();
        await member.Reading.WaitAsync(GroupStage.Deadline, Cancellation);

        member.Places.Count().ShouldBe(1);
    }

    [Fact]
    public async Task RecordAtHand_ShouldBeCommitted_WhenItPassesWhileItsPartitionGoes()
    {
        await using var stage = await OpenAsync(GroupProtocol.Classic, partitions: 1);
        await stage.WriteAsync(0, 2);
        var member = stage.Join(
            CommitPolicy.Auto, work: record => record.Record.Offset == 1 ? Task.Delay(TimeSpan.FromMilliseconds(400), Cancellation) : Task.CompletedTask);
        await stage.UntilAsync(() => member.Places.Count() == 2);

        await member.DisposeAsync();

        (await stage.CommittedAsync(0)).ShouldBe(2);
        member.Events.Last().Kind.ShouldBe(GroupEventKind.Revoked);
    }

    [Fact]
    public async Task Leaving_ShouldCommit_WhenItsCommitIsAnsweredInTheNextGeneration()
    {
        // Longer than the patience with a rebalance, and shorter than closing may take.
        var session = TimeSpan.FromSeconds(8);
        var folder = Directory.CreateTempSubdirectory("sluice-group-");
        await using var stage = await OpenAsync(GroupProtocol.Classic, partitions: 3);
        var leaves = stage.Join(CommitPolicy.Auto, session: TimeSpan.FromSeconds(6), commitInterval: TimeSpan.FromHours(1));
        var other = stage.Join();
        await using var killed = MemberProcess.Start(
            folder.FullName, "killed", await kafka.GetBootstrapServersAsync(Cancellation), stage.Topic, stage.Group, "-X", $"session.timeout.ms={session.TotalMilliseconds}");
        await stage.UntilAsync(() =>
            leaves.Held.Length == 1 && other.Held.Length == 1 && killed.Told().Any(line => line.Contains($" assigned {stage.Topic}", StringComparison.Ordinal)));
        var partition = leaves.Held[0];
        await stage.WriteAsync(partition, 5);
        await stage.UntilAsync(() => leaves.Places.Count() == 5);
        killed.Kill();
        await other.DisposeAsync();

        // By then a heartbeat has told it of the rebalance. Its JoinGroup is answered when the killed one's session ends, and its commit behind that.
        await Task.Delay(TimeSpan.FromSeconds(3), Cancellation);
        await leaves.DisposeAsync();

        (await stage.CommittedAsync(partition)).ShouldBe(5, leaves.ToString());
        folder.Delete(recursive: true);
    }

    private static int Rebalances(WatchedMember member) =>
        member.Count(GroupEventKind.Assigned) + member.Count(GroupEventKind.Revoked) + member.Count(GroupEventKind.Lost);

    private async Task<GroupStage> OpenAsync(GroupProtocol protocol, int partitions) =>
        await GroupStage.OpenAsync(await kafka.GetBootstrapServersAsync(Cancellation), protocol, partitions);
}
