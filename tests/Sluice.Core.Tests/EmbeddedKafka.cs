// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Embedded;
using Sluice.Core.Errors;
using Sluice.Core.Telemetry;
using Sluice.Core.Topics;

namespace Sluice.Core.Tests;

/// <summary>An embedded cluster of three brokers and what is opened on it.</summary>
internal sealed class EmbeddedKafka : IAsyncDisposable
{
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private EmbeddedKafka(EmbeddedCluster embedded, KafkaTelemetry? telemetry)
    {
        Embedded = embedded;
        Cluster = KafkaCluster.Open(embedded, telemetry: telemetry);
    }

    public EmbeddedCluster Embedded { get; }

    public KafkaCluster Cluster { get; }

    public TopicCatalog Topics => Cluster.Topics;

    public static EmbeddedKafka Start(KafkaTelemetry? telemetry = null) => new(EmbeddedCluster.Start(), telemetry);

    public static async Task<KafkaFailure> FailureOf(Func<Task> call) => (await Should.ThrowAsync<KafkaFailureException>(call)).Failure;

    public async ValueTask DisposeAsync()
    {
        await Cluster.DisposeAsync();
        await Embedded.DisposeAsync();
    }
}
