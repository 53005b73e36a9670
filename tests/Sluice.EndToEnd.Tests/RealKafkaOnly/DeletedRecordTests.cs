// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Net;
using Confluent.Kafka;
using Sluice.EndToEnd.Tests.Clusters;
using Sluice.EndToEnd.Tests.Contract;
using Sluice.EndToEnd.Tests.Gateways;
using Sluice.EndToEnd.Tests.Http;

namespace Sluice.EndToEnd.Tests.RealKafkaOnly;

[Capability(Capability.DeletingRecords)]
public sealed class DeletedRecordTests(RealKafka kafka, RealKafkaGateway gateway) : GatewayContract(gateway.On(kafka))
{
    private static readonly TimeSpan CleanerDeadline = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Read_ShouldKnowTheNewBeginning_WhenRecordsWereDeleted()
    {
        var topic = await Client.CreateTopicAsync();
        await Client.WriteValuesAsync(topic, Enumerable.Range(0, 10).Select(number => $"{number}"));
        await Client.ReadAsync(topic, 0, "?count=3");

        await Kafka.Admin.DeleteRecordsAsync([new TopicPartitionOffset(topic, 0, 6)]);

        (await Client.GetOffsetsAsync(topic)).ShouldBe((6, 10));
        (await Client.ReadAsync(topic, "earliest")).Offsets.ShouldBe([6]);
        (await Client.ReadAsync(topic, 6, "?count=10")).Offsets.ShouldBe([6, 7, 8, 9]);
        foreach (var offset in new[] { 0, 3, 5 })
        {
            var problem = await Client.GetRecordsAsync(topic, 0, $"{offset}")
                .ShouldBeProblemAsync("offset-out-of-range");
            problem.GetProperty("earliest_offset").GetInt64().ShouldBe(6);
            problem.GetProperty("latest_offset").GetInt64().ShouldBe(10);
        }
    }

    [Fact]
    public async Task Reader_ShouldSoonBeToldThatRecordsAreGone_ThoughTheyWereFetchedAhead()
    {
        const int records = 5_000;
        var topic = await Client.CreateTopicAsync();
        await Client.WriteValuesAsync(topic, Enumerable.Range(0, records).Select(number => $"{number}"));
        await Client.ReadAsync(topic, 0, "?count=5");
        await Client.ReadAsync(topic, 5, "?count=5");

        await Kafka.Admin.DeleteRecordsAsync([new TopicPartitionOffset(topic, 0, Offset.End)]);

        var (offset, status) = (10, HttpStatusCode.OK);
        for (; status == HttpStatusCode.OK && offset < records; offset += 5)
        {
            using var answer = await Client.GetRecordsAsync(topic, 0, $"{offset}", "?count=5");
            status = answer.StatusCode;
        }

        status.ShouldBe(HttpStatusCode.RequestedRangeNotSatisfiable, $"at offset {offset}");
    }

    [Fact]
    public async Task Read_ShouldBeEmptyAtTheEnd_WhenEveryRecordWasDeleted()
    {
        var topic = await Client.CreateTopicAsync();
        await Client.WriteValuesAsync(topic, "1", "2", "3");

        await Kafka.Admin.DeleteRecordsAsync([new TopicPartitionOffset(topic, 0, Offset.End)]);

        var page = await Client.ReadAsync(topic, "earliest", "?count=10");
        page.Records.ShouldBeEmpty();
        page.NextOffset.ShouldBe(3);
        (await Client.ReadAsync(topic, 3)).NextOffset.ShouldBe(3);
    }

    [Fact]
    public async Task Follower_ShouldNotBeGivenWhatWasDeleted_ThoughItWasGivenToOthers()
    {
        var topic = await Client.CreateTopicAsync();
        for (var offset = 0; offset < 3; offset++)
        {
            var polling = Client.ReadAsync(topic, offset, "?timeout=30000");
            await Should.ThrowAsync<TimeoutException>(() => polling.WaitAsync(TimeSpan.FromMilliseconds(200), Cancellation));
            await Client.WriteValuesAsync(topic, $"{offset}");
            (await polling).Offsets.ShouldBe([offset]);
        }

        await Kafka.Admin.DeleteRecordsAsync([new TopicPartitionOffset(topic, 0, 2)]);

        await Client.GetRecordsAsync(topic, 0, "0", "?timeout=30000").ShouldBeProblemAsync("offset-out-of-range");
        await Client.GetRecordsAsync(topic, 0, "1", "?timeout=30000").ShouldBeProblemAsync("offset-out-of-range");
        (await Client.ReadAsync(topic, 2, "?count=10&timeout=30000")).Offsets.ShouldBe([2]);
    }

    [Fact]
    public async Task Follower_ShouldGetOn_WhenCompactionLeftGaps()
    {
        var topic = await Client.CreateTopicAsync(properties: """
            {"cleanup.policy":"compact","segment.ms":100,"min.cleanable.dirty.ratio":0.001,"max.compaction.lag.ms":100}
            """);
        await Client.WriteAsync(topic, Enumerable.Range(0, 100).Select(number => $$"""{"key":"{{number % 3}}","value":"{{number}}"}"""));

        var offsets = await CompactAsync(topic);

        offsets.Count.ShouldBeLessThan(100);
        offsets.ShouldBeInOrder();
        offsets.ShouldContain(97);
        foreach (var hole in Enumerable.Range(0, 100).Select(number => (long)number).Except(offsets))
        {
            var next = offsets.First(offset => offset > hole);
            (await Client.ReadAsync(topic, hole)).Offsets.ShouldBe([next]);
        }
    }

    /// <summary>Writes until the cleaner has been through: it never touches the active segment, which only a later record closes.</summary>
    private async Task<IReadOnlyList<long>> CompactAsync(string topic)
    {
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < CleanerDeadline)
        {
            await Client.WriteAsync(topic, """{"key":"roll","value":"v"}""");
            var offsets = new List<long>();
            var page = await Client.ReadAsync(topic, 0, "?count=9");
            for (; page.Records.Count > 0; page = await Client.ReadAsync(topic, page.NextOffset, "?count=9"))
            {
                offsets.AddRange(page.Offsets);
            }

            page.NextOffset.ShouldBe((await Client.GetOffsetsAsync(topic)).Latest);
            if (offsets[0] > 0 || offsets.Zip(offsets.Skip(1)).Any(pair => pair.Second - pair.First > 1))
            {
                return offsets;
            }
        }

        throw new TimeoutException("The broker's cleaner did not run.");
    }
}
