// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Globalization;
using System.Text;
using Sluice.Core.Errors;
using Sluice.Core.Reading;
using Sluice.Core.Topics;

namespace Sluice.Core.Tests.Reading;

/// <summary>Readers that follow the end of the same partition get their records from what the shared tail keeps.</summary>
public sealed class FollowerTests(EmbeddedLog log) : IClassFixture<EmbeddedLog>, IAsyncDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);
    private readonly KafkaCluster _kafka = KafkaCluster.Open(log.Cluster);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _kafka.DisposeAsync();

    private async Task<string> NewTopicAsync()
    {
        var topic = EmbeddedLog.NewName();
        await _kafka.Topics.CreateAsync(new NewTopic(topic) { PartitionCount = 1 }, Timeout, Token);
        return topic;
    }

    private async Task<string[]> ReadAsync(string topic, long offset, TimeSpan wait = default)
    {
        var request = new ReadRequest(topic, 0, ReadPosition.Offset(offset)) { MaxRecords = 1_000, Wait = wait };
        var result = await _kafka.Reader.ReadAsync(request, Timeout, Token);
        return [.. result.Records.Select(record => Encoding.UTF8.GetString(record.Value!))];
    }

    /// <summary>Writes so that the record comes to the tail: somebody waits for it.</summary>
    private async Task WriteIntoTailAsync(string topic, int number)
    {
        var waiting = ReadAsync(topic, number, Timeout);
        await EmbeddedLog.UntilParkedAsync(_kafka.Reader, 1);

        await log.WriteAsync(topic, number, 1);
        (await waiting).ShouldBe([number.ToString(CultureInfo.InvariantCulture)]);
    }

    [Fact]
    public async Task Read_ShouldAskKafkaOnce_WhenManyBeginAtTheSamePlace()
    {
        const int Readers = 50;
        const int Records = 1_000;
        var topic = await NewTopicAsync();
        await log.WriteAsync(topic, 0, Records);

        var read = await Task.WhenAll(Enumerable.Range(0, Readers).Select(_ => ReadAsync(topic, 0)));

        var expected = Enumerable.Range(0, Records).Select(number => number.ToString(CultureInfo.InvariantCulture)).ToArray();
        read.ShouldAllBe(records => records.SequenceEqual(expected));

        // Who comes after the first one was answered reads for himself.
        _kafka.Reader.Fetched.ByCursors.ShouldBeInRange(Records, 5 * Records);
    }

    [Fact]
    public async Task Read_ShouldGoOnForTheOthers_WhenTheFirstOfThemGivesUpOrHasNoRoom()
    {
        var topic = await NewTopicAsync();
        await log.WriteAsync(topic, 0, 10);
        using var givesUp = new CancellationTokenSource();
        var request = new ReadRequest(topic, 0, ReadPosition.Offset(0)) { MaxRecords = 10 };
        var first = _kafka.Reader.ReadAsync(request, Timeout, givesUp.Token);
        var noRoom = _kafka.Reader.ReadAsync(request with { TryKeep = _ => false }, Timeout, Token);
        var kept = 0;
        var roomForThree = _kafka.Reader.ReadAsync(request with { TryKeep = _ => ++kept <= 3 }, Timeout, Token);
        var others = Enumerable.Range(0, 10).Select(_ => _kafka.Reader.ReadAsync(request, Timeout, Token)).ToArray();

        await givesUp.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => first);
        (await Should.ThrowAsync<KafkaFailureException>(() => noRoom)).Failure.Code.ShouldBe(FailureCode.Overloaded);
        (await roomForThree).Records.Select(record => record.Offset).ShouldBe([0, 1, 2]);
        (await roomForThree).NextOffset.ShouldBe(3);
        (await Task.WhenAll(others)).ShouldAllBe(result => result.Records.Count == 10);
    }

    [Fact]
    public async Task Read_ShouldGiveEveryFollowerEveryRecordOnce_AndReadKafkaOnce()
    {
        const int Followers = 50;
        const int Records = 2_000;
        var topic = await NewTopicAsync();
        var following = Enumerable.Range(0, Followers).Select(async _ =>
        {
            var seen = new List<string>();
            while (seen.Count < Records)
            {
                seen.AddRange(await ReadAsync(topic, seen.Count, Timeout));
            }

            return seen;
        }).ToArray();
        await EmbeddedLog.UntilParkedAsync(_kafka.Reader, Followers);

        for (var written = 0; written < Records; written += 20)
        {
            await log.WriteAsync(topic, written, 20);
        }

        var expected = Enumerable.Range(0, Records).Select(number => number.ToString(CultureInfo.InvariantCulture)).ToArray();
        foreach (var seen in await Task.WhenAll(following))
        {
            seen.ShouldBe(expected);
        }

        _kafka.Reader.Fetched.ByTail.ShouldBe(Records);
        _kafka.Reader.Fetched.ByCursors.ShouldBe(0);
    }

    [Fact]
    public async Task Read_ShouldGoOnFromTheTail_WhenItNeverHasToWait()
    {
        var topic = await NewTopicAsync();
        await WriteIntoTailAsync(topic, 0);

        // Longer than a partition is kept in which nobody waits.
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < TimeSpan.FromSeconds(3); await Task.Delay(TimeSpan.FromMilliseconds(50), Token))
        {
            (await ReadAsync(topic, 0)).ShouldBe(["0"]);
        }

        _kafka.Reader.Fetched.ShouldBe((0, 1));
    }

    [Fact]
    public async Task Read_ShouldSayThatTheOffsetIsOutOfRange_WhenWhatTheTailKeepsIsDeleted()
    {
        var topic = await NewTopicAsync();
        await WriteIntoTailAsync(topic, 0);
        await WriteIntoTailAsync(topic, 1);
        (await ReadAsync(topic, 0)).ShouldBe(["0", "1"]);

        log.Cluster.DeleteRecords(topic, 0, 1);

        (await Should.ThrowAsync<KafkaFailureException>(() => ReadAsync(topic, 0))).Failure.Code.ShouldBe(FailureCode.OffsetOutOfRange);
        (await ReadAsync(topic, 1)).ShouldBe(["1"]);
    }

    [Fact]
    public async Task Read_ShouldNotGiveWhatTheTailKeeps_WhenTheTopicIsAnotherOne()
    {
        var topic = await NewTopicAsync();
        await WriteIntoTailAsync(topic, 0);

        await _kafka.Topics.DeleteAsync(topic, Timeout, Token);
        await _kafka.Topics.CreateAsync(new NewTopic(topic) { PartitionCount = 1 }, Timeout, Token);
        await log.WriteAsync(topic, 7, 1);

        (await ReadAsync(topic, 0)).ShouldBe(["7"]);
    }
}
