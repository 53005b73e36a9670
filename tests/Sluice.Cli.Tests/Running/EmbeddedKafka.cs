// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Sluice.Core;
using Sluice.Core.Embedded;
using Sluice.Core.Records;
using Sluice.Core.Topics;

namespace Sluice.Cli.Tests.Running;

/// <summary>An embedded cluster; commands reach it by its bootstrap servers as they would any other process's.</summary>
public sealed class EmbeddedKafka : IAsyncDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);
    private readonly EmbeddedCluster _cluster = EmbeddedCluster.Start();

    public EmbeddedKafka() => Kafka = KafkaCluster.Open(_cluster);

    public KafkaCluster Kafka { get; }

    public string BootstrapServers => _cluster.BootstrapServers;

    public async Task<string> CreateTopicAsync(int partitions = 1)
    {
        var name = $"topic-{Guid.NewGuid():N}";
        await Kafka.Topics.CreateAsync(new NewTopic(name) { PartitionCount = partitions }, Timeout, TestContext.Current.CancellationToken);
        return name;
    }

    public Task WriteAsync(string topic, params string[] values) =>
        WriteAsync(topic, [.. values.Select(value => new NewRecord { Value = Encoding.UTF8.GetBytes(value), Partition = 0 })]);

    public async Task WriteAsync(string topic, NewRecord[] records)
    {
        var results = await Kafka.Writer.WriteAsync(topic, records, Timeout, TestContext.Current.CancellationToken);
        results.ShouldAllBe(result => result.Failure == null);
    }

    public async Task<IReadOnlyList<StoredRecord>> ReadAsync(string topic, int partition = 0)
    {
        var records = new List<StoredRecord>();
        for (var next = 0L; ;)
        {
            var request = new Core.Reading.ReadRequest(topic, partition, Core.Reading.ReadPosition.Offset(next)) { MaxRecords = 10_000 };
            var read = await Kafka.Reader.ReadAsync(request, Timeout, TestContext.Current.CancellationToken);
            if (read.Records.Count == 0)
            {
                return records;
            }

            records.AddRange(read.Records);
            next = read.NextOffset;
        }
    }

    /// <summary>Runs a command against this cluster.</summary>
    internal Task<CliResult> RunAsync(params string[] args) => RunAsync("", args);

    /// <inheritdoc cref="RunAsync(string[])" />
    internal Task<CliResult> RunAsync(string input, string[] args) =>
        InProcess.RunAsync(input, [.. args, "--bootstrap-servers", BootstrapServers]);

    public async ValueTask DisposeAsync()
    {
        await Kafka.DisposeAsync();
        await _cluster.DisposeAsync();
    }
}
