// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Sluice.EndToEnd.Tests.Gateways;

namespace Sluice.EndToEnd.Tests.Contract.Reading;

public abstract class LongPollContract(GatewayFixture fixture) : GatewayContract(fixture)
{
    [Theory]
    [InlineData("0")]
    [InlineData("earliest")]
    public async Task Poll_ShouldWake_WhenARecordIsWritten(string position)
    {
        var topic = await Client.CreateTopicAsync();
        var polling = Client.ReadAsync(topic, position, "?count=10&timeout=30000");
        await Should.ThrowAsync<TimeoutException>(() => polling.WaitAsync(TimeSpan.FromMilliseconds(500), Cancellation));

        var clock = Stopwatch.StartNew();
        await Client.WriteValuesAsync(topic, "\"woken\"");
        var page = await polling;

        page.Values.ShouldBe(["woken"]);
        page.NextOffset.ShouldBe(1);
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Poll_ShouldGiveNewRecordsAlone_WhenItWaitsForTheLatest()
    {
        var topic = await Client.CreateTopicAsync();
        await Client.WriteValuesAsync(topic, "\"old\"");
        var polling = Client.ReadAsync(topic, "latest", "?timeout=30000");

        // When the poll has begun cannot be seen from here, so there is a new record until it has one.
        while (!polling.IsCompleted)
        {
            await Client.WriteValuesAsync(topic, "\"new\"");
        }

        var page = await polling;
        page.Values.ShouldBe(["new"]);
        page.NextOffset.ShouldBe(page.Offsets[0] + 1);
    }

    [Fact]
    public async Task Poll_ShouldBeEmpty_WhenItsTimeIsOver()
    {
        var topic = await Client.CreateTopicAsync();
        await Client.WriteValuesAsync(topic, "1");

        var page = await Client.ReadAsync(topic, 1, "?timeout=400");

        page.Records.ShouldBeEmpty();
        page.NextOffset.ShouldBe(1);
        page.Elapsed.ShouldBeInRange(TimeSpan.FromMilliseconds(390), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Poll_ShouldAnswerAtOnce_WhenThereIsARecord()
    {
        var topic = await Client.CreateTopicAsync();
        await Client.WriteValuesAsync(topic, "1");

        var page = await Client.ReadAsync(topic, 0, "?count=100&timeout=30000");

        page.Values.ShouldBe(["1"]);
        page.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Polls_ShouldAllWake_WhenManyWaitForOnePartition()
    {
        var topic = await Client.CreateTopicAsync();
        var polls = Enumerable.Range(0, 60).Select(_ => Client.ReadAsync(topic, 0, "?timeout=30000")).ToList();

        await Client.WriteValuesAsync(topic, "\"for all\"");

        var pages = await Task.WhenAll(polls);
        pages.ShouldAllBe(page => page.Values.Single() == "for all" && page.NextOffset == 1);
    }

    [Fact]
    public async Task Polls_ShouldWakeForTheirOwnPartitionAlone()
    {
        var topic = await Client.CreateTopicAsync(partitions: 3);

        // Theirs ends in vain anyway; the record of the other may be late.
        var polls = Enumerable.Range(0, 3).Select(partition => Client.ReadAsync(topic, 0, $"?timeout={(partition == 1 ? 30_000 : 1_500)}", partition)).ToList();

        await Client.WriteAsync(topic, """{"value":"one","partition":1}""");

        var pages = await Task.WhenAll(polls);
        pages[0].Records.ShouldBeEmpty();
        pages[1].Values.ShouldBe(["one"]);
        pages[2].Records.ShouldBeEmpty();
    }

    [Fact]
    public async Task Follower_ShouldSeeEveryRecordOnce_WhileOthersWrite()
    {
        const int Count = 200;
        var topic = await Client.CreateTopicAsync();
        var writing = WriteOneByOneAsync(topic, Count);

        var read = new List<string?>();
        var offset = 0L;
        while (read.Count < Count)
        {
            var page = await Client.ReadAsync(topic, offset, "?count=9&timeout=20000");
            page.Records.ShouldNotBeEmpty();
            read.AddRange(page.Values);
            offset = page.NextOffset;
        }

        await writing;
        read.ShouldBe(Enumerable.Range(0, Count).Select(number => $"{number}"));
    }

    private async Task WriteOneByOneAsync(string topic, int count)
    {
        for (var number = 0; number < count; number++)
        {
            await Client.WriteValuesAsync(topic, $"{number}");
        }
    }
}
