// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Groups;
using Sluice.EndToEnd.Tests.Clusters;
using Sluice.EndToEnd.Tests.Faults;
using Sluice.Soak.Groups;
using Sluice.Testing.Clusters;

namespace Sluice.EndToEnd.Tests.Groups;

/// <summary>Members that are frozen, or lose a broker.</summary>
[Collection(typeof(OneAtATime))]
public sealed class MemberFaultTests
{
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
        await using var stage = await GroupStage.OpenAsync(kafka.BootstrapServers, protocol, partitions: 3, minInSync: 2);
        var member = stage.Join(CommitPolicy.Auto);
        await WriteAndCommitAsync(stage, upTo: 50);

        kafka.Kill(await stage.CoordinatorAsync());
        await WriteAndCommitAsync(stage, upTo: 100);
        await member.DisposeAsync();

        member.Places.Distinct().Count().ShouldBe(300);
        member.Places.Count().ShouldBe(300);
        member.Reading.IsCompletedSuccessfully.ShouldBeTrue();
    }

    private static async Task WriteAndCommitAsync(GroupStage stage, int upTo)
    {
        for (var partition = 0; partition < 3; partition++)
        {
            await stage.WriteAsync(partition, 50);
        }

        for (var partition = 0; partition < 3; partition++)
        {
            await stage.UntilAsync(async () => await stage.CommittedAsync(partition) == upTo);
        }
    }

    private static async Task UntilAsync(Func<bool> condition, MemberProcess member) =>
        (await Soak.Load.Waiting.UntilAsync(() => Task.FromResult(condition()), GroupStage.Deadline, Cancellation))
            .ShouldNotBeNull(string.Join('\n', member.Told()));
}
