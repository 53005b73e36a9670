// SPDX-License-Identifier: Apache-2.0

using Sluice.EndToEnd.Tests.Clusters;

namespace Sluice.EndToEnd.Tests.Gateways;

/// <summary>The gateway before the shared Apache Kafka.</summary>
public sealed class RealKafkaGateway : GatewayFixture
{
    private RealKafka? _kafka;

    /// <summary>One assembly fixture does not get another: the tests bring it along.</summary>
    public RealKafkaGateway On(RealKafka kafka)
    {
        _kafka = kafka;
        return this;
    }

    /// <summary>Starts a gateway with settings of its own before the same cluster.</summary>
    public async Task<RunningGateway> StartAnotherAsync(string name, string value) => await RunningGateway.StartAsync(
        new Dictionary<string, string?> { ["Kafka:BootstrapServers"] = await GetBootstrapServersAsync(), [name] = value });

    protected override async Task<RunningGateway> StartAsync() => await RunningGateway.StartAsync(
        new Dictionary<string, string?> { ["Kafka:BootstrapServers"] = await GetBootstrapServersAsync() });

    private Task<string> GetBootstrapServersAsync() =>
        (_kafka ?? throw new InvalidOperationException("On(kafka) comes first.")).GetBootstrapServersAsync(CancellationToken.None);
}
