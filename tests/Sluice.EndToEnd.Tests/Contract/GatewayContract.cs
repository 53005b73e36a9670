// SPDX-License-Identifier: Apache-2.0

using Sluice.EndToEnd.Tests.Gateways;
using Sluice.EndToEnd.Tests.Kafka;

namespace Sluice.EndToEnd.Tests.Contract;

/// <summary>What a gateway does on every kind of cluster. Each part of it is run once a leg.</summary>
public abstract class GatewayContract(GatewayFixture fixture) : IAsyncLifetime
{
    protected GatewayClient Client { get; private set; } = null!;

    protected NativeKafka Kafka { get; private set; } = null!;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var gateway = await fixture.GetAsync();
        Client = gateway.Client;
        Kafka = await gateway.Kafka;
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
