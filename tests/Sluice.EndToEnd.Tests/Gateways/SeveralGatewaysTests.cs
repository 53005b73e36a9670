// SPDX-License-Identifier: Apache-2.0

using System.Net;
using Sluice.EndToEnd.Tests.Clusters;

namespace Sluice.EndToEnd.Tests.Gateways;

/// <summary>Gateways keep nothing that another one lacks: whatever one of them has answered, the next one knows.</summary>
public sealed class SeveralGatewaysTests(RealKafka kafka)
{
    private const int Rounds = 15;
    private const int Requests = 60;
    private const int RecordsPerRequest = 25;

    [Fact]
    public async Task SequenceOfCalls_ShouldWorkAtOnce_WhenEachIsServedByAnother()
    {
        await using var gateways = await ThreeGateways.StartAsync(kafka);
        var client = gateways.Client;
        var calls = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var topic = GatewayClient.UniqueName("balanced");
            await CreateAsync(topic, partitions: 2);
            (await client.ListTopicsAsync()).ShouldContain(topic);
            (await client.WriteValuesAsync(topic, "\"first\"", "\"second\"")).ShouldBe([new Place(0, 0), new Place(0, 1)]);
            (await client.ReadAsync(topic, 0, "?count=10")).Values.ShouldBe(["first", "second"]);
            (await client.GetOffsetsAsync(topic)).ShouldBe((0, 2));
            await DeleteAsync(topic);
            (await client.ListTopicsAsync()).ShouldNotContain(topic);
            using (var gone = await client.GetRecordsAsync(topic, 0, "0"))
            {
                gone.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            }

            // A life of its own: nothing of the first one is seen, and nothing that a gateway remembers of it is used.
            await CreateAsync(topic, partitions: 3);
            (await client.GetJsonAsync($"v1/metadata/topics/{topic}/partitions")).GetProperty("partitions").GetArrayLength().ShouldBe(3);
            (await client.ReadAsync(topic, 0, "?count=10")).Records.ShouldBeEmpty();
            (await client.WriteValuesAsync(topic, "\"again\"")).ShouldBe([new Place(0, 0)]);
            (await client.ReadAsync(topic, 0, "?count=10")).Values.ShouldBe(["again"]);
            (await client.WriteAsync(topic, """{"value":"last","partition":2}""")).ShouldBe([new Place(2, 0)]);
            (await client.ReadAsync(topic, "earliest", partition: 2)).Values.ShouldBe(["last"]);
            await DeleteAsync(topic);
            calls += 16;
        }

        // The balancer passed every call to the next one.
        gateways.Balancer.Connections.Sum().ShouldBe(calls);
        (gateways.Balancer.Connections.Max() - gateways.Balancer.Connections.Min()).ShouldBeLessThanOrEqualTo(1);

        async Task CreateAsync(string topic, int partitions)
        {
            using var created = await client.PutTopicAsync(topic, $$"""{"partition_count":{{partitions}}}""");
            created.StatusCode.ShouldBe(HttpStatusCode.OK, await created.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }

        async Task DeleteAsync(string topic)
        {
            using var deleted = await client.DeleteTopicAsync(topic);
            deleted.StatusCode.ShouldBe(HttpStatusCode.OK, await deleted.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task LongPoll_ShouldSeeAWrite_ThroughAnotherGateway()
    {
        await using var gateways = await ThreeGateways.StartAsync(kafka);
        var topic = await gateways.Each[0].CreateTopicAsync();
        for (var round = 0; round < Rounds; round++)
        {
            var polls = gateways.Each.Select(client => client.ReadAsync(topic, round, "?timeout=30000")).ToArray();
            await gateways.Each[round % 3].WriteValuesAsync(topic, $"\"round {round}\"");

            foreach (var page in await Task.WhenAll(polls))
            {
                page.Values.ShouldBe([$"round {round}"]);
                page.NextOffset.ShouldBe(round + 1);

                // Woken by the record, not by the end of its time.
                page.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
            }
        }
    }

    [Fact]
    public async Task SequentialReads_ShouldLoseAndRepeatNothing_WhenTheyHopOverGateways()
    {
        await using var gateways = await ThreeGateways.StartAsync(kafka);
        var topic = await gateways.Client.CreateTopicAsync();
        var read = new List<string?>();
        var reading = ReadAllAsync();
        var written = new List<string?>();
        for (var request = 0; request < Requests; request++)
        {
            var values = Enumerable.Range(request * RecordsPerRequest, RecordsPerRequest).Select(number => $"record {number}").ToArray();
            await gateways.Client.WriteValuesAsync(topic, values.Select(value => $"\"{value}\""));
            written.AddRange(values);
        }

        await reading;
        read.ShouldBe(written);
        gateways.Balancer.Connections.ShouldAllBe(connections => connections > Requests / 3);

        // Pages of another size than those that were written, while they are written.
        async Task ReadAllAsync()
        {
            for (var next = 0L; read.Count < Requests * RecordsPerRequest;)
            {
                var page = await gateways.Client.ReadAsync(topic, next, "?count=37&timeout=10000");
                page.Records.Count.ShouldBeGreaterThan(0, "nothing came in ten seconds");
                page.Offsets.ShouldBe(Enumerable.Range(0, page.Records.Count).Select(index => next + index));
                page.NextOffset.ShouldBe(next + page.Records.Count);
                read.AddRange(page.Values);
                next = page.NextOffset;
            }
        }
    }
}
