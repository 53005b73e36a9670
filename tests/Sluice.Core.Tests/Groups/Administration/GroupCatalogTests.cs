// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;
using Sluice.Core.Connections;
using Sluice.Core.Errors;
using Sluice.Core.Groups.Administration;
using Sluice.Core.Records;
using Sluice.Core.Topics;

namespace Sluice.Core.Tests.Groups.Administration;

public sealed class GroupCatalogTests : IAsyncLifetime
{
    private readonly EmbeddedKafka _kafka = EmbeddedKafka.Start();

    public static TheoryData<string> Refused => ["list", "describe", "plan", "reset", "delete"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private GroupCatalog Groups => _kafka.Cluster.Groups;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _kafka.DisposeAsync();

    [Fact]
    public async Task Lag_ShouldBeFromTheCommittedOffsetToTheEnd()
    {
        await CreateAsync("orders", partitions: 3);
        await WriteAsync("orders", partition: 0, count: 10);
        await WriteAsync("orders", partition: 2, count: 4);
        await CommitAsync("team", new TopicPartitionOffset("orders", 0, 7), new TopicPartitionOffset("orders", 2, 4));

        var lag = await Groups.GetLagAsync("team", null, EmbeddedKafka.Timeout, Token);

        lag.Group.ShouldBe("team");
        lag.ReadCommitted.ShouldBeTrue();
        lag.Partitions.ShouldBe([new("orders", 0, 7, 10, null), new("orders", 2, 4, 4, null)]);
        lag.Partitions.Select(partition => partition.Lag).ShouldBe([3, 0]);
        lag.TotalLag.ShouldBe(3);
    }

    [Fact]
    public async Task Lag_ShouldNameEveryPartition_WhenATopicIsAskedFor()
    {
        await CreateAsync("orders", partitions: 2);
        await CreateAsync("other", partitions: 1);
        await WriteAsync("orders", partition: 1, count: 2);
        await CommitAsync("team", new TopicPartitionOffset("orders", 0, 0), new TopicPartitionOffset("other", 0, 0));

        var lag = await Groups.GetLagAsync("team", ["orders"], EmbeddedKafka.Timeout, Token);

        lag.Partitions.ShouldBe([new("orders", 0, 0, 0, null), new("orders", 1, null, 2, null)]);
        lag.Partitions[1].Lag.ShouldBeNull();
    }

    [Fact]
    public async Task Lag_ShouldFail_WhenThereIsNoSuchGroupOrTopic()
    {
        var group = await EmbeddedKafka.FailureOf(() => Groups.GetLagAsync("nobody", null, EmbeddedKafka.Timeout, Token));
        var topic = await EmbeddedKafka.FailureOf(() => Groups.GetLagAsync("nobody", ["nowhere"], EmbeddedKafka.Timeout, Token));

        group.ShouldBe(new KafkaFailure(FailureCode.GroupNotFound, "There is no group \"nobody\", or it has committed nothing."));
        topic.Code.ShouldBe(FailureCode.TopicNotFound);
        var nameless = await EmbeddedKafka.FailureOf(() => Groups.GetLagAsync("", null, EmbeddedKafka.Timeout, Token));
        nameless.Detail.ShouldBe("A group's id is not empty.");
    }

    [Fact]
    public async Task Lag_ShouldHaveNoEnd_WhereAMemberHasWhatIsGone()
    {
        await CreateAsync("orders", partitions: 1);
        var member = new GroupMember("id", null, "client", "/127.0.0.1", [new("gone", 0), new("orders", 0), new("orders", 1)]);
        await using var client = new GroupClient(_kafka.Cluster.Clients, _kafka.Topics, TimeProvider.System);
        var commits = new Core.Groups.Administration.CommittedOffsets(client);
        var reader = new LagReader(client, commits, _kafka.Topics, readCommitted: true, isEmbedded: true);

        var lags = await reader.ReadAsync("team", null, [member], new Deadline(TimeProvider.System, EmbeddedKafka.Timeout), Token);

        lags.ShouldBe([new("gone", 0, null, null, member), new("orders", 0, null, 0, member), new("orders", 1, null, null, member)]);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task EmbeddedCluster_ShouldBeAskedForNothingElse(string call)
    {
        await CreateAsync("orders", partitions: 1);

        var failure = await EmbeddedKafka.FailureOf(() => call switch
        {
            "list" => Groups.ListAsync(EmbeddedKafka.Timeout, Token),
            "describe" => Groups.DescribeAsync("team", EmbeddedKafka.Timeout, Token),
            "plan" => Groups.PlanResetAsync("team", [new("orders")], ResetTarget.Latest, EmbeddedKafka.Timeout, Token),
            "reset" => Groups.ResetAsync(new OffsetResetPlan("team", []), EmbeddedKafka.Timeout, Token),
            _ => Groups.DeleteAsync("team", EmbeddedKafka.Timeout, Token),
        });

        failure.Code.ShouldBe(FailureCode.NotSupported);
        failure.Detail.ShouldStartWith("An embedded cluster cannot ");
        (await _kafka.Topics.ListAsync(false, EmbeddedKafka.Timeout, Token)).ShouldBe(["orders"]);
    }

    [Fact]
    public async Task Lag_ShouldEndAtTheDeadlineOrTheToken_WhenNoBrokerIsThere()
    {
        await using var cluster = KafkaCluster.Open(new KafkaConnectionOptions { BootstrapServers = "127.0.0.1:1" });
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var late = await EmbeddedKafka.FailureOf(() => cluster.Groups.GetLagAsync("team", null, TimeSpan.FromMilliseconds(300), Token));
        var cancelled = cluster.Groups.GetLagAsync("team", null, TimeSpan.FromMinutes(5), cancellation.Token);
        await cancellation.CancelAsync();

        late.Code.ShouldBeOneOf(FailureCode.KafkaUnavailable, FailureCode.KafkaTimeout);
        late.Detail.ShouldStartWith("Describing group \"team\": ");
        await Should.ThrowAsync<OperationCanceledException>(() => cancelled);
    }

    [Fact]
    public async Task Dispose_ShouldWaitForTheCalls_AndRefuseOthers()
    {
        await CreateAsync("orders", partitions: 1);
        await CommitAsync("team", new TopicPartitionOffset("orders", 0, 0));
        await Groups.GetLagAsync("team", null, EmbeddedKafka.Timeout, Token);
        var calls = Enumerable.Range(0, 20).Select(_ => Groups.GetLagAsync("team", null, EmbeddedKafka.Timeout, Token)).ToArray();

        await Groups.DisposeAsync();
        await Groups.DisposeAsync();

        foreach (var call in calls)
        {
            await ((Task)call).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            (call.Exception?.InnerException ?? new ObjectDisposedException("")).ShouldBeOfType<ObjectDisposedException>();
        }

        await Should.ThrowAsync<ObjectDisposedException>(() => Groups.GetLagAsync("team", null, EmbeddedKafka.Timeout, Token));
    }

    private async Task CreateAsync(string topic, int partitions) =>
        await _kafka.Topics.CreateAsync(new NewTopic(topic) { PartitionCount = partitions }, EmbeddedKafka.Timeout, Token);

    private async Task WriteAsync(string topic, int partition, int count)
    {
        var records = Enumerable.Range(0, count).Select(_ => new NewRecord { Value = "v"u8.ToArray(), Partition = partition });
        var results = await _kafka.Cluster.Writer.WriteAsync(topic, [.. records], EmbeddedKafka.Timeout, Token);
        results.ShouldAllBe(result => result.Failure == null);
    }

    private async Task CommitAsync(string group, params List<TopicPartitionOffset> offsets)
    {
        var configuration = new AdminClientConfig { BootstrapServers = _kafka.Embedded.BootstrapServers };
        using var admin = new AdminClientBuilder(configuration).SetLogHandler((_, _) => { }).Build();
        await admin.AlterConsumerGroupOffsetsAsync([new ConsumerGroupTopicPartitionOffsets(group, offsets)]);
    }
}
