// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Embedded;
using Sluice.Core.Errors;
using Sluice.Core.Topics;

namespace Sluice.Core.Tests.Topics;

public sealed class TopicCatalogTests : IAsyncDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(9);
    private readonly EmbeddedCluster _embedded = EmbeddedCluster.Start();
    private readonly KafkaCluster _cluster;

    public TopicCatalogTests() => _cluster = KafkaCluster.Open(_embedded);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private TopicCatalog Topics => _cluster.Topics;

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        _embedded.Dispose();
    }

    [Fact]
    public async Task CreateAsync_ShouldAnswerTheTopicWithLeaders()
    {
        var created = await Topics.CreateAsync(new NewTopic("orders") { PartitionCount = 6, ReplicationFactor = 2 }, Timeout, Cancellation);

        created.Partitions.Select(partition => partition.Partition).ShouldBe([0, 1, 2, 3, 4, 5]);
        created.Partitions.ShouldAllBe(partition => partition.Leader != null && partition.Replicas.Count == 2 && partition.InSyncReplicas.Count == 2);
        (await Topics.ListAsync(false, Timeout, Cancellation)).ShouldBe(["orders"]);
        (await Topics.DescribeAsync("orders", Timeout, Cancellation)).Id.ShouldBe(created.Id);
        (await Topics.ResolveAsync("orders", TimeSpan.Zero, Timeout, Cancellation)).ShouldBe(new TopicIdentity("orders", created.Id, 6));
    }

    [Fact]
    public async Task DeleteAsync_ShouldMakeTheTopicUnknown()
    {
        await Topics.CreateAsync(new NewTopic("orders"), Timeout, Cancellation);

        await Topics.DeleteAsync("orders", Timeout, Cancellation);

        (await Topics.ListAsync(true, Timeout, Cancellation)).ShouldBeEmpty();
        var e = await Should.ThrowAsync<KafkaFailureException>(() => Topics.DescribeAsync("orders", Timeout, Cancellation));
        e.Failure.Code.ShouldBe(FailureCode.TopicNotFound);
    }

    [Fact]
    public async Task GetOffsetsAsync_ShouldAnswerInTheOrderAsked()
    {
        await Topics.CreateAsync(new NewTopic("orders") { PartitionCount = 3 }, Timeout, Cancellation);

        var offsets = await Topics.GetOffsetsAsync("orders", [2, 0], Timeout, Cancellation);

        offsets.ShouldBe([new PartitionOffsets(2, 0, 0), new PartitionOffsets(0, 0, 0)]);
    }
}
