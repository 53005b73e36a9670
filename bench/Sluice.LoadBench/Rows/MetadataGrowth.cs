// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Sluice.LoadBench.Load;
using Sluice.LoadBench.Reporting;
using Sluice.Soak.Gateways;
using Sluice.Testing.Clusters;

namespace Sluice.LoadBench.Rows;

/// <summary>How the cost of metadata grows with the partitions of a topic and with the topics of a cluster.</summary>
internal static class MetadataGrowth
{
    private const int Samples = 50;

    // So many at once, or the brokers take too long for one request.
    private const int TopicsAtOnce = 500;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static async Task<Findings> PartitionsAsync(Bench bench, CancellationToken cancellationToken)
    {
        var gateway = await bench.WideGatewayAsync(cancellationToken);
        var sizes = bench.Length.Growing(1, 10, 100, 1_000, 2_000);
        var topics = new Dictionary<int, string>();
        foreach (var partitions in sizes)
        {
            topics[partitions] = await Bench.CreateTopicAsync(gateway, partitions, 1, cancellationToken);
        }

        var found = await Growth.MeasureAsync(bench.Length, sizes, async partitions =>
        {
            var asked = await MedianAsync(gateway, $"v1/metadata/topics/{topics[partitions]}/partitions", cancellationToken);
            var figures = await Wrk.PostAsync(
                Records.PathOf(gateway, topics[partitions]), """{"records":[{"value":"v"}]}""", Writes.Connections, bench.Length.GrowthLoad, cancellationToken);
            return [asked, figures.Rate];
        });
        return Findings.Of(
            new Curve("partitions-metadata", "partitions", "description with offsets, ms", found[0]),
            new Curve("partitions-writes", "partitions", "single writes, requests/s", found[1]));
    }

    public static async Task<Findings> TopicsAsync(Bench bench, CancellationToken cancellationToken)
    {
        // One that has no topics yet.
        await using var kafka = await KafkaProcess.StartAsync(Bench.KafkaOptions, cancellationToken);
        await using var gateway = await GatewayProcess.StartAsync(kafka.BootstrapServers, cancellationToken);
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = kafka.BootstrapServers }).Build();
        var (listed, described) = (new List<CurvePoint>(), new List<CurvePoint>());
        var topics = 0;
        foreach (var wanted in bench.Length.Growing(1, 10, 100, 1_000, 5_000))
        {
            // All but one, which all brokers know when it is there, and with it those before.
            while (topics < wanted - 1)
            {
                var more = Math.Min(TopicsAtOnce, wanted - 1 - topics);
                await CreateAsync(admin, [.. Enumerable.Range(topics, more).Select(number => $"growth-{number}")]);
                topics += more;
                await UntilKnownAsync(gateway, $"growth-{topics - 1}", cancellationToken);
            }

            var last = await Bench.CreateTopicAsync(gateway, 1, 1, cancellationToken);
            topics++;
            if (wanted == 1)
            {
                // Code is compiled while it runs for the first time.
                await MeasureAsync(last);
            }

            var (list, one) = await MeasureAsync(last);
            listed.Add(new(topics, list));
            described.Add(new(topics, one));
        }

        return Findings.Of(
            new Curve("topics-list", "topics", "their list, ms", listed),
            new Curve("topics-describe", "topics", "one of them, ms", described));

        async Task<(double List, double One)> MeasureAsync(string topic) => (
            await MedianAsync(gateway, "v1/metadata/topics", cancellationToken),
            await MedianAsync(gateway, $"v1/metadata/topics/{topic}/partitions", cancellationToken));
    }

    private static Task CreateAsync(IAdminClient admin, string[] topics) => admin.CreateTopicsAsync(
        topics.Select(topic => new TopicSpecification { Name = topic, NumPartitions = 1, ReplicationFactor = 1 }),
        new CreateTopicsOptions { RequestTimeout = Patience, OperationTimeout = Patience });

    // Brokers are busy for a while with hundreds of new topics, and learn of them in order: what is created next has to wait for these.
    private static async Task UntilKnownAsync(GatewayProcess gateway, string topic, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        while (!(await gateway.Http.GetAsync($"v1/metadata/topics/{topic}/partitions", patience.Token)).IsOk)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), patience.Token);
        }
    }

    private static async Task<double> MedianAsync(GatewayProcess gateway, string path, CancellationToken cancellationToken)
    {
        var times = new List<TimeSpan>();
        for (var sample = 0; sample < Samples; sample++)
        {
            var begun = Stopwatch.GetTimestamp();
            var answer = await gateway.Http.GetAsync(path, cancellationToken);
            times.Add(Stopwatch.GetElapsedTime(begun));
            if (!answer.IsOk)
            {
                throw new InvalidOperationException($"No metadata: {answer}");
            }
        }

        return times.Percentile(50).TotalMilliseconds;
    }
}
