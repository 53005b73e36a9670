// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Groups;
using Sluice.EndToEnd.Tests.Clusters;
using Sluice.Soak.Groups;
using Sluice.Testing.Clusters;

namespace Sluice.EndToEnd.Tests.Groups;

/// <summary>Members that are frozen, or lose a broker.</summary>
public sealed class MemberFaultTests
{
    private const int Partitions = 3;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("classic")]
    [InlineData("consumer")]
    public async Task FrozenMember_ShouldTellThatItsPartitionsAreLost_AndCommitNothing(string protocol)
    {
        await using var kafka = await RealKafka.StartOwnAsync(GroupScene.Brokers(1), Cancellation);
        await using var scene = await GroupScene.OpenAsync(kafka, protocol, Cancellation);
        var frozen = scene.Join();
        (await scene.SettleAsync([frozen], GroupStage.Deadline, Cancellation)).ShouldNotBeNull(string.Join('\n', frozen.Told()));
        frozen.Freeze();
        var other = scene.Join();
        (await scene.SettleAsync([other], GroupStage.Deadline, Cancellation)).ShouldNotBeNull(string.Join('\n', other.Told()));
        var before = await scene.Committed.AskAsync(Cancellation);
        var printed = frozen.Printed().Count;

        frozen.GoOn();
        await UntilAsync(() => frozen.Told().Any(line => line.Contains(" lost ", StringComparison.Ordinal)), frozen);
        (await scene.SettleAsync([frozen, other], GroupStage.Deadline, Cancellation)).ShouldNotBeNull(string.Join('\n', frozen.Told()));
        await scene.Writer.StopAsync();
        await UntilAsync(() => DeliveryJudgement.FindUnprinted(scene.Writer.Ends, scene.PrintedByAll).Length == 0, frozen);
        var after = await scene.Committed.AskAsync(Cancellation);

        printed.ShouldBeGreaterThan(0);
        DeliveryJudgement.FindSetBacks(before, after).ShouldBeEmpty();
        DeliveryJudgement.FindRepeated("frozen", frozen.Printed()).ShouldBeEmpty();
        DeliveryJudgement.FindRepeated("other", other.Printed()).ShouldBeEmpty();
        string[] told = [.. frozen.Told().Where(line => line.Contains(" lost ", StringComparison.Ordinal) || line.Contains(" committed ", StringComparison.Ordinal)
            || line.Contains(" assigned ", StringComparison.Ordinal))];
        var lost = Array.FindIndex(told, line => line.Contains(" lost ", StringComparison.Ordinal));
        told[lost + 1].ShouldContain(" assigned ", customMessage: string.Join('\n', told));
    }

    [Theory]
    [InlineData(GroupProtocol.Classic)]
    [InlineData(GroupProtocol.Consumer)]
    public async Task Member_ShouldGoOn_WhenTheGroupsCoordinatorIsKilled(GroupProtocol protocol)
    {
        await using var kafka = await RealKafka.StartOwnAsync(new KafkaProcessOptions { Brokers = 3 }, Cancellation);
        await using var stage = await GroupStage.OpenAsync(kafka.BootstrapServers, protocol, Partitions, minInSync: 2);
        await using var writer = new NumberedWriter(kafka.BootstrapServers, stage.Topic, Partitions);
        var member = stage.Join(CommitPolicy.Auto);
        await UntilCommittedAsync(stage, [50, 50, 50]);

        kafka.Kill(await stage.CoordinatorAsync());
        await UntilCommittedAsync(stage, [.. writer.Ends.Select(end => end + 50)]);
        await writer.StopAsync();
        await UntilCommittedAsync(stage, writer.Ends);

        for (var partition = 0; partition < Partitions; partition++)
        {
            member.Places.Where(place => place.Partition == partition).Select(place => place.Offset)
                .ShouldBe(Enumerable.Range(0, (int)writer.Ends[partition]).Select(offset => (long)offset));
        }

        member.Reading.IsCompleted.ShouldBeFalse();
    }

    private static async Task UntilCommittedAsync(GroupStage stage, long[] offsets)
    {
        for (var partition = 0; partition < Partitions; partition++)
        {
            await stage.UntilAsync(async () => await stage.CommittedAsync(partition) >= offsets[partition]);
        }
    }

    private static async Task UntilAsync(Func<bool> condition, MemberProcess member) =>
        (await Soak.Load.Waiting.UntilAsync(() => Task.FromResult(condition()), GroupStage.Deadline, Cancellation))
            .ShouldNotBeNull(string.Join('\n', member.Told()));
}
