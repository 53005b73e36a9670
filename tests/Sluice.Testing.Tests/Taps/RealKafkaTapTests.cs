// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Sluice.Core;
using Sluice.Core.Reading;
using Sluice.Testing.Clusters;
using Sluice.Testing.Taps;
using Sluice.Testing.Tests.Clusters;

namespace Sluice.Testing.Tests.Taps;

/// <summary>What only a real broker has: transactions and their markers, partitions that are added, topics with an identity.</summary>
public sealed class RealKafkaTapTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private KafkaProcess _kafka = null!;
    private KafkaCluster _cluster = null!;
    private IAdminClient _admin = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        KafkaHome.Require();
        _kafka = await KafkaProcess.StartAsync(new KafkaProcessOptions(), Stop);
        _cluster = await KafkaCluster.ConnectAsync(new() { BootstrapServers = _kafka.BootstrapServers }, Patience, Stop);
        _admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = _kafka.BootstrapServers }).Build();
    }

    public async ValueTask DisposeAsync()
    {
        _admin?.Dispose();
        await (_cluster?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_kafka?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    [Fact]
    public async Task Tap_ShouldFollowTransactions_AddedPartitionsAndDeletion()
    {
        await Transactions_ShouldBeSeenOnceCommitted_AndTheirMarkersBeNoRecordToWaitForAsync();
        await Partitions_ShouldBeReadFromTheirBeginning_WhenTheyAreAddedAsync();
        await Deletion_ShouldBeTold_WhenTheTopicIsThereAgainAsync();
    }

    // One broker serves all three: most of the time goes into its start.
    private async Task Transactions_ShouldBeSeenOnceCommitted_AndTheirMarkersBeNoRecordToWaitForAsync()
    {
        await CreateAsync("transactions", 1);
        await using var feed = _cluster.OpenFeed();
        await using var tap = await OpenAsync(feed, "transactions");
        var seen = new SeenKeys();
        using var subscription = tap.Memory.Subscribe(seen, tap.Begin);
        using var producer = new ProducerBuilder<string, string>(
            new ProducerConfig { BootstrapServers = _kafka.BootstrapServers, TransactionalId = "tap-tests" }).Build();
        producer.InitTransactions(Patience);
        foreach (var (key, commits) in ((string, bool)[])[("first", true), ("aborted", false), ("second", true)])
        {
            producer.BeginTransaction();
            await producer.ProduceAsync("transactions", new Message<string, string> { Key = key, Value = "{}" }, Stop);
            if (commits)
            {
                producer.CommitTransaction(Patience);
            }
            else
            {
                producer.AbortTransaction(Patience);
            }
        }

        // The coordinator writes the last marker a moment after the producer knows that it will.
        var begun = Stopwatch.GetTimestamp();
        IReadOnlyDictionary<int, long> ends;
        do
        {
            ends = await tap.GetEndsAsync(Patience, Stop);
        }
        while (ends[0] < 6 && Stopwatch.GetElapsedTime(begun) < Patience);

        begun = Stopwatch.GetTimestamp();
        await tap.Memory.WaitUntilAsync(ends, Patience, Stop);

        ends[0].ShouldBe(6, "three records and as many markers");
        seen.Keys.ShouldBe(["first", "second"]);
        Stopwatch.GetElapsedTime(begun).ShouldBeLessThan(Patience / 2, "a marker at the end is nothing to wait for");
        tap.Memory.LastSince(tap.Begin).ShouldBe(new Dictionary<int, long> { [0] = 5 });
    }

    private async Task Partitions_ShouldBeReadFromTheirBeginning_WhenTheyAreAddedAsync()
    {
        await CreateAsync("growing", 1);
        await using var tap = await Tap.OpenAsync(_cluster, "growing", null, Stop);
        await tap.Ready;
        await _admin.CreatePartitionsAsync([new PartitionsSpecification { Topic = "growing", IncreaseTo = 3 }]);
        using var producer = new ProducerBuilder<string, string>(new ProducerConfig { BootstrapServers = _kafka.BootstrapServers }).Build();
        await producer.ProduceAsync(new TopicPartition("growing", 2), new Message<string, string> { Key = "k", Value = "{}" }, Stop);

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        patience.CancelAfter(Patience);
        await foreach (var record in tap.WithCancellation(patience.Token))
        {
            (record.Partition, record.Offset, record.Key).ShouldBe((2, 0L, "k"));
            return;
        }

        Assert.Fail("The tap ended.");
    }

    private async Task Deletion_ShouldBeTold_WhenTheTopicIsThereAgainAsync()
    {
        await CreateAsync("reborn", 1);
        await using var feed = _cluster.OpenFeed();
        await using var tap = await OpenAsync(feed, "reborn");
        var seen = new SeenKeys();
        using var subscription = tap.Memory.Subscribe(seen, tap.Begin);

        await _cluster.Topics.DeleteAsync("reborn", Patience, Stop);
        await CreateAsync("reborn", 1);

        (await seen.Lost.WaitAsync(Patience, Stop)).ShouldContain("\"reborn\" was deleted");
    }

    private Task<TopicTap> OpenAsync(RecordFeed feed, string topic) => TopicTap.OpenAsync(
        _cluster, feed, topic, Start.Bookmark, maxBytes: 1_000_000, TimeProvider.System, Patience, Stop);

    private async Task CreateAsync(string topic, int partitions) =>
        await _cluster.Topics.CreateAsync(new(topic) { PartitionCount = partitions }, Patience, Stop);

    private sealed class SeenKeys : ITapObserver
    {
        private readonly TaskCompletionSource<string> _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public List<string?> Keys { get; } = [];

        public Task<string> Lost => _lost.Task;

        public void OnRecord(TapRecord record) => Keys.Add(record.Key);

        public void OnLost(Sluice.Core.Errors.KafkaFailure failure) => _lost.TrySetResult(failure.Detail);
    }
}
