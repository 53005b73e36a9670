// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;

namespace Sluice.EndToEnd.Tests.Clusters;

public sealed class RealKafkaTests(RealKafka kafka)
{
    [Fact]
    public async Task RealKafka_ShouldServeMetadata()
    {
        var servers = await kafka.GetBootstrapServersAsync(TestContext.Current.CancellationToken);
        using var client = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = servers }).Build();

        var metadata = client.GetMetadata(TimeSpan.FromSeconds(60));

        metadata.Brokers.ShouldNotBeEmpty();
    }
}
