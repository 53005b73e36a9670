// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;
using Sluice.Core.Embedded;
using Sluice.Core.Errors;
using Sluice.Core.Topics;

namespace Sluice.Core.Tests.Topics;

public sealed class TopicCatalogTests : IAsyncDisposable
{
    private static readonly TimeSpan Timeout = EmbeddedKafka.Timeout;
    private readonly EmbeddedKafka _kafka = EmbeddedKafka.Start();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private TopicCatalog Topics => _kafka.Topics;

    public ValueTask DisposeAsync() => _kafka.DisposeAsync();

    [Fact]
    public async Task GetBrokersAsync_ShouldAnswerThemById()
    {
        var brokers = await Topics.GetBrokersAsync(Timeout, Cancellation);

        brokers.Select(broker => broker.Id).ShouldBe([1, 2, 3]);
        brokers.Select(broker => $"{broker.Host}:{broker.Port}").ShouldBe(_kafka.Embedded.BootstrapServers.Split(','));
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
    public async Task CreateAsync_ShouldRefuse_WhatIsThereOrInvalid()
    {
        await CreateAsync("orders");

        (await EmbeddedKafka.FailureOf(() => CreateAsync("orders"))).Code.ShouldBe(FailureCode.TopicExists);
        (await EmbeddedKafka.FailureOf(() => CreateAsync("a/b"))).Code.ShouldBe(FailureCode.InvalidTopic);
        (await EmbeddedKafka.FailureOf(() => CreateAsync("other", partitions: -1))).Code.ShouldBe(FailureCode.InvalidTopic);
        (await Topics.ListAsync(true, Timeout, Cancellation)).ShouldBe(["orders"]);
    }

    [Fact]
    public async Task DeleteAsync_ShouldMakeTheTopicUnknown()
    {
        await CreateAsync("orders");
        await Topics.DeleteAsync("orders", Timeout, Cancellation);

        (await Topics.ListAsync(true, Timeout, Cancellation)).ShouldBeEmpty();
        foreach (var call in CallsOn("orders").Append(() => Topics.DeleteAsync("orders", Timeout, Cancellation)))
        {
            (await EmbeddedKafka.FailureOf(call)).Code.ShouldBe(FailureCode.TopicNotFound);
        }
    }

    [Fact]
    public async Task Topic_ShouldHaveAnotherId_WhenItIsCreatedAgain()
    {
        var first = await CreateAsync("orders", partitions: 2);
        await Topics.ResolveAsync("orders", TimeSpan.FromHours(1), Timeout, Cancellation);
        await Topics.DeleteAsync("orders", Timeout, Cancellation);
        var second = await CreateAsync("orders", partitions: 3);

        second.Id.ShouldNotBe(first.Id);
        (await Topics.ResolveAsync("orders", TimeSpan.FromHours(1), Timeout, Cancellation)).ShouldBe(new TopicIdentity("orders", second.Id, 3));
    }

    [Fact]
    public async Task ListAsync_ShouldLeaveInternalTopicsOut_UnlessAskedFor()
    {
        await CreateAsync("b");
        await CreateAsync("__hidden");
        await CreateAsync("B");

        (await Topics.ListAsync(false, Timeout, Cancellation)).ShouldBe(["B", "b"]);
        (await Topics.ListAsync(true, Timeout, Cancellation)).ShouldBe(["B", "__hidden", "b"]);
    }

    [Fact]
    public async Task Calls_ShouldNeverCreateATopic()
    {
        foreach (var call in CallsOn("missing"))
        {
            (await EmbeddedKafka.FailureOf(call)).Code.ShouldBe(FailureCode.TopicNotFound);
        }

        (await Topics.ListAsync(true, Timeout, Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Calls_ShouldRefuseNames_ThatNoTopicCanHave()
    {
        foreach (var call in CallsOn("a/b").Append(() => Topics.DeleteAsync("a/b", Timeout, Cancellation)))
        {
            (await EmbeddedKafka.FailureOf(call)).Code.ShouldBe(FailureCode.InvalidTopic);
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    [InlineData(int.MaxValue)]
    public async Task Offsets_ShouldBeRefused_WhenThereIsNoSuchPartition(int partition)
    {
        await CreateAsync("orders", partitions: 3);

        (await EmbeddedKafka.FailureOf(() => Topics.GetOffsetsAsync("orders", [0, partition], Timeout, Cancellation)))
            .Code.ShouldBe(FailureCode.PartitionNotFound);
        (await EmbeddedKafka.FailureOf(() => Topics.GetReadableEndAsync("orders", partition, true, Timeout, Cancellation)))
            .Code.ShouldBe(FailureCode.PartitionNotFound);
    }

    [Fact]
    public async Task GetOffsetsAsync_ShouldAnswerInTheOrderAsked()
    {
        await CreateAsync("orders", partitions: 3);
        await ProduceAsync("orders", 2, 7);

        (await Topics.GetOffsetsAsync("orders", [2, 0, 2], Timeout, Cancellation))
            .ShouldBe([new PartitionOffsets(2, 0, 7), new PartitionOffsets(0, 0, 0), new PartitionOffsets(2, 0, 7)]);
        (await Topics.GetOffsetsAsync("orders", [], Timeout, Cancellation)).ShouldBeEmpty();
        (await Topics.GetReadableEndAsync("orders", 2, true, Timeout, Cancellation)).ShouldBe(7);
    }

    [Fact]
    public async Task GetOffsetsAsync_ShouldAskEachLeaderOnceForBothEnds_HoweverManyPartitionsItHas()
    {
        await CreateAsync("orders", partitions: 20);

        // Six requests, two for each of the three leaders, and as many again should the machine be slow.
        _kafka.Embedded.FailRequests(
            KafkaApi.ListOffsets,
            [.. Enumerable.Repeat(ErrorCode.NoError, 12), .. Enumerable.Repeat(ErrorCode.TopicAuthorizationFailed, 100)]);

        (await Topics.GetOffsetsAsync("orders", [.. Enumerable.Range(0, 20)], Timeout, Cancellation)).Count.ShouldBe(20);
    }

    [Theory]
    [InlineData(ErrorCode.LeaderNotAvailable)]
    [InlineData(ErrorCode.NotLeaderForPartition)]
    [InlineData(ErrorCode.Local_Transport)]
    public async Task Offsets_ShouldBeAskedAgain_WhenTheLeaderIsNotThereYet(ErrorCode error)
    {
        await CreateAsync("orders");

        _kafka.Embedded.FailRequests(KafkaApi.ListOffsets, error, error, error);
        (await Topics.GetReadableEndAsync("orders", 0, false, Timeout, Cancellation)).ShouldBe(0);

        _kafka.Embedded.FailRequests(KafkaApi.ListOffsets, error, error, error);
        (await Topics.GetOffsetsAsync("orders", [0], Timeout, Cancellation)).ShouldBe([new PartitionOffsets(0, 0, 0)]);
    }

    [Fact]
    public async Task Offsets_ShouldFollowTheLeader_WhenItMoves()
    {
        await CreateAsync("orders");
        foreach (var leader in new[] { 1, 2, 3, 1 })
        {
            _kafka.Embedded.SetLeader("orders", 0, leader);

            (await Topics.GetReadableEndAsync("orders", 0, false, Timeout, Cancellation)).ShouldBe(0);
        }
    }

    [Fact]
    public async Task GetReadableEndAsync_ShouldFollowTheWriter()
    {
        await CreateAsync("orders");
        using var producer = Producer();

        for (var i = 0; i < 200; i++)
        {
            await producer.ProduceAsync(new TopicPartition("orders", 0), new() { Value = "x" }, Cancellation);
            var ends = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Topics.GetReadableEndAsync("orders", 0, true, Timeout, Cancellation)));
            ends.ShouldAllBe(end => end == i + 1);
        }
    }

    [Fact]
    public async Task GetOffsetAtTimeAsync_ShouldSayThatTheEmbeddedClusterCannot()
    {
        await CreateAsync("orders");

        (await EmbeddedKafka.FailureOf(() => Topics.GetOffsetAtTimeAsync("orders", 0, 1, Timeout, Cancellation)))
            .Code.ShouldBe(FailureCode.NotSupported);
    }

    [Fact]
    public async Task Calls_ShouldGoOnForTheOthers_WhenOneIsCancelled()
    {
        await CreateAsync("orders");
        foreach (var broker in await Topics.GetBrokersAsync(Timeout, Cancellation))
        {
            _kafka.Embedded.SetRoundTripTime(broker.Id, TimeSpan.FromSeconds(1));
        }

        using var giveUp = new CancellationTokenSource();
        var cancelled = Topics.DescribeAsync("orders", Timeout, giveUp.Token);
        var late = Topics.DescribeAsync("orders", TimeSpan.FromMilliseconds(1), Cancellation);
        var patient = Topics.DescribeAsync("orders", Timeout, Cancellation);
        await giveUp.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => cancelled);
        (await EmbeddedKafka.FailureOf(() => late)).Code.ShouldBe(FailureCode.KafkaTimeout);
        (await patient).Name.ShouldBe("orders");
    }

    [Fact]
    public async Task DisposeAsync_MayBeCalledAgain()
    {
        await CreateAsync("orders");
        await _kafka.Cluster.DisposeAsync();
        await _kafka.Cluster.DisposeAsync();
    }

    private IEnumerable<Func<Task>> CallsOn(string topic) =>
    [
        () => Topics.DescribeAsync(topic, Timeout, Cancellation),
        () => Topics.ResolveAsync(topic, TimeSpan.FromMinutes(1), Timeout, Cancellation).AsTask(),
        () => Topics.GetOffsetsAsync(topic, [0], Timeout, Cancellation),
        () => Topics.GetReadableEndAsync(topic, 0, true, Timeout, Cancellation),
    ];

    private Task<TopicDescription> CreateAsync(string topic, int partitions = 1) =>
        Topics.CreateAsync(new NewTopic(topic) { PartitionCount = partitions }, Timeout, Cancellation);

    private IProducer<Null, string> Producer() =>
        new ProducerBuilder<Null, string>(new ProducerConfig { BootstrapServers = _kafka.Embedded.BootstrapServers, LingerMs = 0 }).Build();

    private async Task ProduceAsync(string topic, int partition, int count)
    {
        using var producer = Producer();
        for (var i = 0; i < count; i++)
        {
            await producer.ProduceAsync(new TopicPartition(topic, partition), new() { Value = "x" }, Cancellation);
        }
    }
}
