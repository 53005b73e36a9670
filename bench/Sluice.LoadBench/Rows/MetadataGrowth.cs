// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Sluice.LoadBench.Load;
using Sluice.LoadBench.Reporting;
using Sluice.Soak.Gateways;

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
        var (asked, written) = (new List<CurvePoint>(), new List<CurvePoint>());
        foreach (var partitions in bench.Length.Growing(1, 10, 100, 1_000, 2_000))
        {
            var topic = await Bench.CreateTopicAsync(gateway, partitions, 1, cancellationToken);
            asked.Add(new(partitions, await MedianAsync(gateway, $"v1/metadata/topics/{topic}/partitions", cancellationToken)));
            var figures = await Wrk.PostAsync(
                Writes.PathOf(gateway, topic), """{"records":[{"value":"v"}]}""", Writes.Connections, bench.Length.Load, cancellationToken);
            written.Add(new(partitions, figures.Rate));
        }

        return Findings.Of(
            new Curve("partitions-metadata", "partitions", "description with offsets, ms", asked),
            new Curve("partitions-writes", "partitions", "single writes, requests/s", written));
    }

    public static async Task<Findings> TopicsAsync(Bench bench, CancellationToken cancellationToken)
    {
        var kafka = await bench.KafkaAsync(cancellationToken);
        var gateway = await bench.WideGatewayAsync(cancellationToken);
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = kafka.BootstrapServers }).Build();
        var (listed, described) = (new List<CurvePoint>(), new List<CurvePoint>());
        var topics = admin.GetMetadata(Patience).Topics.Count;
        foreach (var wanted in bench.Length.Growing(100, 1_000, 5_000))
        {
            while (topics < wanted)
            {
                var more = Math.Min(TopicsAtOnce, wanted - topics);
                await CreateAsync(admin, [.. Enumerable.Range(topics, more).Select(number => $"growth-{number}")]);
                topics += more;
            }

            // Every broker knows it, and with it those before.
            var last = await Bench.CreateTopicAsync(gateway, 1, 1, cancellationToken);
            topics++;

            listed.Add(new(topics, await MedianAsync(gateway, "v1/metadata/topics", cancellationToken)));
            described.Add(new(topics, await MedianAsync(gateway, $"v1/metadata/topics/{last}/partitions", cancellationToken)));
        }

        return Findings.Of(
            new Curve("topics-list", "topics", "their list, ms", listed),
            new Curve("topics-describe", "topics", "one of them, ms", described));
    }

    private static Task CreateAsync(IAdminClient admin, string[] topics) => admin.CreateTopicsAsync(
        topics.Select(topic => new TopicSpecification { Name = topic, NumPartitions = 1, ReplicationFactor = 1 }),
        new CreateTopicsOptions { RequestTimeout = Patience, OperationTimeout = Patience });

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
