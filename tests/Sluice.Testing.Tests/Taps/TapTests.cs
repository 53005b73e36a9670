// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Sluice.Core;
using Sluice.Core.Embedded;
using Sluice.Core.Groups.Administration;
using Sluice.Core.Records;
using Sluice.Core.Topics;
using Sluice.Testing.Taps;

namespace Sluice.Testing.Tests.Taps;

public sealed class TapTests : IAsyncLifetime
{
    private const string Topic = "orders";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly EmbeddedCluster _embedded = EmbeddedCluster.Start();
    private readonly KafkaCluster _cluster;

    public TapTests()
    {
        _embedded.CreateTopic(new NewTopic(Topic) { PartitionCount = 3 });
        _cluster = KafkaCluster.Open(_embedded);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        _embedded.Dispose();
    }

    [Fact]
    public async Task Tap_ShouldSeeWhatIsWrittenOnceItIsOpen()
    {
        await WriteAsync("before");
        await using var tap = await Tap.OpenAsync(_cluster, Topic, null, Stop);
        await tap.Ready;
        await WriteAsync("after", null);

        var records = await TakeAsync(tap, 2);
        records.Select(record => record.Json?.GetValue<string>()).ShouldBe(["after", null]);
        records[1].IsTombstone.ShouldBeTrue();
        records[0].Key.ShouldBe("k");
    }

    [Fact]
    public async Task Tap_ShouldBeginWhereItIsTold()
    {
        await WriteAsync("0", "1", "2");
        var partition = KeyPartition.Of("k"u8, 3);
        await using var begin = await Tap.OpenAsync(_cluster, Topic, new TapOptions { From = Start.Begin }, Stop);
        await using var offset = await Tap.OpenAsync(_cluster, Topic, new TapOptions { From = Start.Offsets(new Dictionary<int, long> { [partition] = 2 }) }, Stop);

        (await TakeAsync(begin, 3)).Select(record => record.Offset).ShouldBe([0, 1, 2]);
        (await TakeAsync(offset, 1)).Single().Offset.ShouldBe(2);
        var failure = await Should.ThrowAsync<TapException>(() => Tap.OpenAsync(
            _cluster, Topic, new TapOptions { From = Start.Offsets(new Dictionary<int, long> { [9] = 0 }) }, Stop));
        failure.Message.ShouldBe("Topic \"orders\" has 3 partitions, numbered from 0: there is no 9.");
    }

    [Fact]
    public async Task Group_ShouldCommitUpToTheRecordThatMeetsTheCondition()
    {
        await using var tap = await Tap.OpenAsync(
            _cluster, Topic, new TapOptions { Group = "kit", Commit = Commit.When(record => record.Json?.GetValue<string>() == "last") }, Stop);
        await tap.Ready;
        await WriteAsync("first", "last", "more");
        (await TakeAsync(tap, 3)).Count.ShouldBe(3);
        await tap.CommitAsync(Patience, Stop);

        (await CommittedAsync("kit")).ShouldBe(2);
        tap.GetProgress().Single(progress => progress.Next > 0).WaitsFor.ShouldNotBeNull();
    }

    [Fact]
    public async Task Group_ShouldCommitWhatPassed_AndNeverWhatFailed()
    {
        await using (var tap = await Tap.OpenAsync(_cluster, Topic, new TapOptions { Group = "kit", Commit = Commit.OnPass }, Stop))
        {
            await tap.Ready;
            await WriteAsync("0", "1", "2");
            var records = await TakeAsync(tap, 3);
            tap.Pass(records[0]);
            tap.Fail(records[1]);
            tap.Pass(records[2]);
            await tap.CommitAsync(Patience, Stop);
        }

        (await CommittedAsync("kit")).ShouldBe(1);
    }

    [Fact]
    public async Task Commit_ShouldBeRefused_WithoutAGroup() =>
        (await Should.ThrowAsync<ArgumentException>(() => Tap.OpenAsync(_cluster, Topic, new TapOptions { Commit = Commit.Auto }, Stop)))
            .Message.ShouldStartWith("Who commits is a group");

    [Fact]
    public async Task Tap_ShouldSayThatItCannotTell_WhenItsTopicIsCreatedAnew()
    {
        await using var tap = await Tap.OpenAsync(_cluster, Topic, null, Stop);
        _embedded.DeleteTopic(Topic);
        _embedded.CreateTopic(new NewTopic(Topic) { PartitionCount = 3 });

        (await Should.ThrowAsync<TapException>(() => TakeAsync(tap, 1))).Message.ShouldContain("was deleted");
    }

    [Fact]
    public async Task Tap_ShouldLoseNothing_WithAHundredThousandRecordsAndFiftyReaders()
    {
        const int records = 100_000;
        const int readers = 50;
        await using var feed = _cluster.OpenFeed();
        await using var tap = await TopicTap.OpenAsync(_cluster, feed, Topic, Start.Bookmark, 256 * 1024 * 1024, TimeProvider.System, Patience, Stop);
        var counts = Enumerable.Range(0, readers).Select(_ => new Counter()).ToArray();
        var subscriptions = counts.Select((counter, i) => tap.Memory.Subscribe(counter, tap.Begin, Sluice.Testing.Matching.Selector.Parse("$.id"), $"{i}")).ToArray();
        for (var batch = 0; batch < records; batch += 5_000)
        {
            NewRecord[] chunk = [.. Enumerable.Range(batch, 5_000).Select(i => new NewRecord { Partition = i % 3, Value = Encoding.UTF8.GetBytes($"{{\"id\":\"{i % 100}\",\"n\":{i}}}") })];
            (await _cluster.Writer.WriteAsync(Topic, chunk, Patience, Stop)).ShouldAllBe(result => result.Failure == null);
        }

        await tap.Memory.WaitUntilAsync(await tap.GetEndsAsync(Patience, Stop), Patience, Stop);
        counts.ShouldAllBe(counter => counter.Count == records / 100);
        Array.ForEach(subscriptions, subscription => subscription.Dispose());
    }

    private async Task WriteAsync(params string?[] values)
    {
        foreach (var value in values)
        {
            var record = new NewRecord { Key = "k"u8.ToArray(), Value = value is null ? null : Encoding.UTF8.GetBytes($"\"{value}\"") };
            (await _cluster.Writer.WriteAsync(Topic, [record], Patience, Stop)).Single().Failure.ShouldBeNull();
        }
    }

    private static async Task<List<TapRecord>> TakeAsync(Tap tap, int count)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        patience.CancelAfter(Patience);
        var taken = new List<TapRecord>();
        await foreach (var record in tap.WithCancellation(patience.Token))
        {
            taken.Add(record);
            if (taken.Count == count)
            {
                break;
            }
        }

        return taken;
    }

    private async Task<long> CommittedAsync(string group)
    {
        var place = new GroupPartition(Topic, KeyPartition.Of("k"u8, 3));
        return (await _cluster.Groups.GetCommittedAsync(group, [place], Patience, Stop))[place];
    }

    private sealed class Counter : ITapObserver
    {
        public int Count { get; private set; }

        public void OnRecord(TapRecord record) => Count++;

        public void OnLost(Sluice.Core.Errors.KafkaFailure failure) => throw new InvalidOperationException(failure.Detail);
    }
}
