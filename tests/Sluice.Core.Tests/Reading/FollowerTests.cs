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
        while (_kafka.Reader.Parked == 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), Token);
        }

        await log.WriteAsync(topic, number, 1);
        (await waiting).ShouldBe([number.ToString(CultureInfo.InvariantCulture)]);
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
        while (_kafka.Reader.Parked < Followers)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), Token);
        }

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
