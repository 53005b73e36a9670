// SPDX-License-Identifier: Apache-2.0

using Sluice.EndToEnd.Tests.Gateways;
using Sluice.EndToEnd.Tests.Http;

namespace Sluice.EndToEnd.Tests.Contract.Reading;

public abstract class PositionContract(GatewayFixture fixture) : GatewayContract(fixture)
{
    [Fact]
    public async Task Read_ShouldBeEmptyInOneRoundTrip_AtTheEnd()
    {
        var topic = await Client.CreateTopicAsync();
        await Client.WriteValuesAsync(topic, "1", "2");
        var elapsed = new List<TimeSpan>();
        for (var attempt = 0; attempt < 20; attempt++)
        {
            var page = await Client.ReadAsync(topic, 2, "?count=10");
            page.Body.GetRawText().ShouldBe("""{"records":[]}""");
            page.NextOffset.ShouldBe(2);
            elapsed.Add(page.Elapsed);
        }

        // A broker holds a fetch at the end for 500 ms: the answer must come from the offsets.
        elapsed.Min().ShouldBeLessThan(TimeSpan.FromMilliseconds(250));
    }

    [Fact]
    public async Task Read_ShouldBeEmpty_WhenThePartitionHasNeverHadARecord()
    {
        var topic = await Client.CreateTopicAsync();

        foreach (var position in new[] { "0", "earliest", "latest" })
        {
            var page = await Client.ReadAsync(topic, position, "?count=10");
            page.Records.ShouldBeEmpty();
            page.NextOffset.ShouldBe(0);
        }
    }

    [Fact]
    public async Task Earliest_ShouldBeTheFirstRecord()
    {
        var topic = await Client.CreateTopicAsync();
        await Client.WriteValuesAsync(topic, "1", "2");

        var page = await Client.ReadAsync(topic, "earliest");

        page.Values.ShouldBe(["1"]);
        page.NextOffset.ShouldBe(1);
    }

    [Fact]
    public async Task Latest_ShouldBeTheEnd()
    {
        var topic = await Client.CreateTopicAsync();
        await Client.WriteValuesAsync(topic, "1", "2");

        var page = await Client.ReadAsync(topic, "latest", "?count=10");

        page.Records.ShouldBeEmpty();
        page.NextOffset.ShouldBe(2);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(1_000_000)]
    [InlineData(long.MaxValue)]
    public async Task Read_ShouldBeOutOfRange_BeyondTheEnd(long offset)
    {
        var topic = await Client.CreateTopicAsync();
        await Client.WriteValuesAsync(topic, "1", "2");

        var problem = await Client.GetRecordsAsync(topic, 0, $"{offset}")
            .ShouldBeProblemAsync("offset-out-of-range");

        problem.GetProperty("earliest_offset").GetInt64().ShouldBe(0);
        problem.GetProperty("latest_offset").GetInt64().ShouldBe(2);
    }

    [Fact]
    public async Task Read_ShouldBeOutOfRangeAtOnce_WhenItWouldHaveWaited()
    {
        var topic = await Client.CreateTopicAsync();

        var reading = Client.GetRecordsAsync(topic, 0, "1", "?timeout=30000")
            .ShouldBeProblemAsync("offset-out-of-range");

        await reading.WaitAsync(TimeSpan.FromSeconds(20), Cancellation);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("-2")]
    [InlineData("9223372036854775808")]
    [InlineData("1.0")]
    [InlineData("%201")]
    [InlineData("first")]
    [InlineData("Earliest")]
    [InlineData("time:")]
    [InlineData("time:yesterday")]
    [InlineData("time:-5")]
    [InlineData("time:9223372036854775808")]
    public async Task Read_ShouldBeRefused_WhenTheOffsetIsNone(string offset)
    {
        var topic = await Client.CreateTopicAsync();

        await Client.GetRecordsAsync(topic, 0, offset).ShouldBeProblemAsync("invalid-parameter");
    }

    [Fact]
    public async Task Read_ShouldBeNotFound_WhenTheTopicHasNoSuchPartition()
    {
        var topic = await Client.CreateTopicAsync(partitions: 2);

        await Client.GetRecordsAsync(topic, 2, "0").ShouldBeProblemAsync("partition-not-found");
        await Client.GetRecordsAsync(topic, 2, "latest", "?timeout=1000").ShouldBeProblemAsync("partition-not-found");
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("zero")]
    [InlineData("2147483648")]
    public async Task Read_ShouldBeRefused_WhenThePartitionIsNoNumber(string partition)
    {
        var topic = await Client.CreateTopicAsync();

        await Client.GetAsync($"v1/consumer/topics/{topic}/partitions/{partition}/offsets/0")
            .ShouldBeProblemAsync("invalid-parameter");
    }

    [Fact]
    public async Task Reads_ShouldGiveWhatTheyAskedFor_WhenAReaderJumpsAbout()
    {
        const int Records = 2_000;
        var topic = await Client.CreateTopicAsync();
        await Client.WriteAsync(topic, Enumerable.Range(0, Records).Select(number => $$"""{"value":"{{number}}"}"""));
        var random = new Random(1);

        for (var read = 0; read < 300; read++)
        {
            var (offset, count) = (random.Next(Records), read % 3 == 0 ? 100 : 1);
            var page = await Client.ReadAsync(topic, offset, $"?count={count}");
            page.Values.ShouldBe(Enumerable.Range(offset, Math.Min(count, Records - offset)).Select(number => $"{number}"));
        }
    }

    [Fact]
    public async Task Reads_ShouldGiveWhatTheyAskedFor_WhenManyReadAtOnce()
    {
        const int Partitions = 4;
        var topic = await Client.CreateTopicAsync(Partitions);
        await Client.WriteAsync(topic, Enumerable.Range(0, 400)
            .Select(number => (Partition: number % Partitions, Offset: number / Partitions))
            .Select(place => $$"""{"value":"{{place.Partition}}/{{place.Offset}}","partition":{{place.Partition}}}"""));

        var pages = await Task.WhenAll(Enumerable.Range(0, 300).Select(async read =>
        {
            var (partition, offset) = (read % Partitions, read * 37 % 95);
            return (partition, offset, Page: await Client.ReadAsync(topic, offset, "?count=5", partition));
        }));

        foreach (var (partition, offset, page) in pages)
        {
            page.Values.ShouldBe(Enumerable.Range(offset, 5).Select(number => $"{partition}/{number}"));
            page.NextOffset.ShouldBe(offset + 5);
        }
    }
}
