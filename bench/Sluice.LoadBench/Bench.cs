// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Sluice.LoadBench.Load;
using Sluice.LoadBench.References;
using Sluice.Soak.Gateways;
using Sluice.Testing.Clusters;

namespace Sluice.LoadBench;

/// <summary>What the rows are measured on: started when a row asks for it, on loopback alone, and stopped at the end.</summary>
internal sealed class Bench(BenchLength length) : IAsyncDisposable
{
    private const string TopicPrefix = "bench-";
    private static readonly TimeSpan DiskPatience = TimeSpan.FromMinutes(2);
    private KafkaProcess? _kafka;
    private GatewayProcess? _gateway;
    private GatewayProcess? _embedded;
    private GatewayProcess? _wide;
    private ReferenceProcess? _floor;
    private PublishedProgram? _published;

    /// <summary>A Kafka as its users run it.</summary>
    public static KafkaProcessOptions KafkaOptions { get; } = new()
    {
        Brokers = 3,
        JavaOptions = ["-XX:TieredStopAtLevel=4", "-XX:-UseSerialGC", "-XX:+UseG1GC"],

        // What a row is done with must leave the memory in which the system keeps files.
        ServerProperties = new Dictionary<string, string> { ["log.segment.delete.delay.ms"] = "100" },
    };

    public BenchLength Length => length;

    /// <summary>A real Kafka of three brokers.</summary>
    public async Task<KafkaProcess> KafkaAsync(CancellationToken cancellationToken) =>
        _kafka ??= await KafkaProcess.StartAsync(KafkaOptions, cancellationToken);

    /// <summary>The gateway before it.</summary>
    public async Task<GatewayProcess> GatewayAsync(CancellationToken cancellationToken) =>
        _gateway ??= await GatewayProcess.StartAsync((await KafkaAsync(cancellationToken)).BootstrapServers, cancellationToken, GatewayMetrics.Settings);

    /// <summary>A gateway on its embedded cluster.</summary>
    public async Task<GatewayProcess> EmbeddedAsync(CancellationToken cancellationToken) =>
        _embedded ??= await GatewayProcess.StartAsync(null, cancellationToken, GatewayMetrics.Settings);

    /// <summary>A gateway before Kafka that takes more clients at once than it does by default.</summary>
    public async Task<GatewayProcess> WideGatewayAsync(CancellationToken cancellationToken) => _wide ??= await StartWideGatewayAsync(cancellationToken);

    /// <summary>Another such, of the caller's own.</summary>
    public async Task<GatewayProcess> StartWideGatewayAsync(CancellationToken cancellationToken) => await GatewayProcess.StartAsync(
        (await KafkaAsync(cancellationToken)).BootstrapServers,
        cancellationToken,
        new Dictionary<string, string>(GatewayMetrics.Settings)
        {
            ["Limits__Connections__Max"] = "12000", ["Limits__MaxRequests"] = "6000", ["Limits__MaxPolls"] = "6000",
        });

    /// <summary>The gateway's program as its users install it.</summary>
    public async Task<string> PublishedAsync(CancellationToken cancellationToken) =>
        (_published ??= await PublishedProgram.CreateAsync(cancellationToken)).Program;

    /// <summary>The bare Kestrel endpoint.</summary>
    public async Task<ReferenceProcess> FloorAsync(CancellationToken cancellationToken) =>
        _floor ??= await ReferenceProcess.StartFloorAsync(cancellationToken);

    /// <summary>A new topic, behind that gateway.</summary>
    public static async Task<string> CreateTopicAsync(GatewayProcess gateway, int partitions, int replicas, CancellationToken cancellationToken, string properties = "{}")
    {
        var topic = $"{TopicPrefix}{Guid.NewGuid():N}";
        await gateway.Http.CreateTopicAsync(topic, partitions, replicas, cancellationToken, properties);
        return topic;
    }

    /// <summary>Takes away what the row before wrote, and waits until the disk is idle: no row pays for another.</summary>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        if (_kafka is not null)
        {
            using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = _kafka.BootstrapServers }).Build();
            var topics = admin.GetMetadata(DiskPatience).Topics.Select(topic => topic.Topic)
                .Where(topic => topic.StartsWith(TopicPrefix, StringComparison.Ordinal)).ToArray();
            if (topics.Length > 0)
            {
                await admin.DeleteTopicsAsync(topics, new DeleteTopicsOptions { RequestTimeout = DiskPatience, OperationTimeout = DiskPatience });
            }
        }

        var log = new LogTail();
        await ChildProcess.Start(log, Path.GetTempPath(), ["sync"]).EndAsync("sync", log, DiskPatience, cancellationToken);
    }

    /// <summary>Starts and stops a gateway on its embedded cluster; how long it took until its first 200, and what it then held.</summary>
    public static async Task<(TimeSpan Start, double IdleMegabytes)> StartOnceAsync(string program, CancellationToken cancellationToken)
    {
        var begun = Stopwatch.GetTimestamp();
        await using var gateway = await GatewayProcess.StartAsync(null, cancellationToken, program: program);
        var answer = await gateway.Http.GetAsync("v1/metadata/topics", cancellationToken);
        var start = Stopwatch.GetElapsedTime(begun);
        return answer.IsOk ? (start, gateway.Figures().ResidentMegabytes) : throw new InvalidOperationException($"The gateway does not serve: {answer}");
    }

    public async ValueTask DisposeAsync()
    {
        _published?.Dispose();
        foreach (var part in (IAsyncDisposable?[])[_floor, _gateway, _embedded, _wide, _kafka])
        {
            if (part is not null)
            {
                await part.DisposeAsync();
            }
        }
    }
}
