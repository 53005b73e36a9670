// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;
using Sluice.Core.Embedded;

namespace Sluice.Core.Tests.Embedded;

public sealed class EmbeddedClusterTests
{
    [Fact]
    public void Start_ShouldServeMetadata_FromThreeBrokers()
    {
        using var cluster = EmbeddedCluster.Start();
        using var client = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = cluster.BootstrapServers }).Build();

        var metadata = client.GetMetadata(TimeSpan.FromSeconds(5));

        metadata.Brokers.Count.ShouldBe(3);
    }
}
