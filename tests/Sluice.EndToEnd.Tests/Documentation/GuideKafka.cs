// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Sluice.Core;
using Sluice.Core.Connections;
using Sluice.Core.Records;
using Sluice.Core.Topics;
using Sluice.EndToEnd.Tests.Clusters;
using Sluice.Testing.Clusters;

namespace Sluice.EndToEnd.Tests.Documentation;

/// <summary>The cluster that the guides speak of: TLS with required client certificates, and the topic with three records.</summary>
public sealed class GuideKafka : IAsyncDisposable
{
    public const string Topic = "kf.topic.name";

    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    // What the guides' outputs show: one record in each partition, by its key.
    private static readonly (string Key, string Value)[] Records = [("a", "done one"), ("b", "two"), ("c", "three")];

    private readonly Lazy<Task<KafkaProcess>> _kafka = new(StartAsync);

    /// <summary>A terminal's place: a folder with the files that were handed out.</summary>
    internal async Task<GuideShell> OpenShellAsync(CancellationToken cancellationToken)
    {
        RealKafka.RequireDistribution();
        var kafka = await _kafka.Value.WaitAsync(cancellationToken);
        return new GuideShell(await kafka.HandOutAsync(ClientCertificateKind.Valid, cancellationToken), kafka.BootstrapServers);
    }

    /// <summary>Opens the cluster as whoever runs it does.</summary>
    internal async Task<KafkaCluster> OpenClusterAsync()
    {
        RealKafka.RequireDistribution();
        return Open(await _kafka.Value);
    }

    public async ValueTask DisposeAsync()
    {
        if (_kafka.IsValueCreated && _kafka.Value.IsCompletedSuccessfully)
        {
            await (await _kafka.Value).DisposeAsync();
        }
    }

    private static async Task<KafkaProcess> StartAsync()
    {
        var kafka = await KafkaProcess.StartAsync(
            new KafkaProcessOptions { Security = new() { ClientAuthentication = ClientAuthentication.Required } },
            CancellationToken.None);
        await using var cluster = Open(kafka);
        await CreateTopicAsync(cluster, Topic, Records);
        return kafka;
    }

    private static KafkaCluster Open(KafkaProcess kafka) => KafkaCluster.Open(new KafkaConnectionOptions { BootstrapServers = kafka.PlainBootstrapServers });

    private static async Task CreateTopicAsync(KafkaCluster cluster, string topic, (string Key, string Value)[] records)
    {
        await cluster.Topics.CreateAsync(new NewTopic(topic) { PartitionCount = 3 }, Timeout, CancellationToken.None);
        NewRecord[] written =
        [
            .. records.Select((record, partition) => new NewRecord
            {
                Key = Encoding.UTF8.GetBytes(record.Key),
                Value = Encoding.UTF8.GetBytes(record.Value),
                Partition = partition,
            }),
        ];
        (await cluster.Writer.WriteAsync(topic, written, Timeout, CancellationToken.None)).ShouldAllBe(result => result.Failure == null);
    }
}
