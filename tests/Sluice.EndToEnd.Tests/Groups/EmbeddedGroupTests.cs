// SPDX-License-Identifier: Apache-2.0

using Sluice.Core;
using Sluice.Core.Embedded;
using Sluice.Core.Groups;
using ErrorCode = Confluent.Kafka.ErrorCode;

namespace Sluice.EndToEnd.Tests.Groups;

public sealed class EmbeddedGroupTests : GroupConsumerContract
{
    private readonly EmbeddedCluster _cluster = EmbeddedCluster.Start();

    protected override GroupProtocol Protocol => GroupProtocol.Classic;

    [Fact]
    public async Task Leaving_ShouldCommit_WhenTheGroupIsInTheMiddleOfARebalance()
    {
        await WriteAsync(0, 0, 10);
        await using (var member = Join(CommitPolicy.OnPass))
        {
            _cluster.FailRequests(KafkaApi.OffsetCommit, [.. Enumerable.Repeat(ErrorCode.RebalanceInProgress, 40)]);
            foreach (var record in await TakeAsync(member, 10))
            {
                member.Pass(record);
            }
        }

        (await CommittedAsync(0)).ShouldBe(10);
    }

    // The mock cluster takes no offsets while members join, and half a second later begins the next generation, whoever has not joined again by then:
    // a member that gives a partition up meanwhile cannot commit any more, whatever it does.
    protected override Task BeforeOthersJoinAsync(GroupConsumer member) =>
        UntilAsync(() => member.GetProgress().All(progress => progress.Committed == progress.Next));

    protected override Task<KafkaCluster> OpenAsync() => Task.FromResult(KafkaCluster.Open(_cluster));

    protected override async ValueTask DisposeClusterAsync()
    {
        await base.DisposeClusterAsync();
        _cluster.Dispose();
    }
}
