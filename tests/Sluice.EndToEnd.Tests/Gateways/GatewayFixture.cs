// SPDX-License-Identifier: Apache-2.0

namespace Sluice.EndToEnd.Tests.Gateways;

/// <summary>A leg of the contract: one gateway for all its tests, started when the first of them asks.</summary>
public abstract class GatewayFixture : IAsyncDisposable
{
    private readonly Lazy<Task<RunningGateway>> _gateway;

    protected GatewayFixture() => _gateway = new(StartAsync);

    public Task<RunningGateway> GetAsync() => _gateway.Value;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_gateway.IsValueCreated && _gateway.Value.IsCompletedSuccessfully)
        {
            await (await _gateway.Value).DisposeAsync();
        }
    }

    protected abstract Task<RunningGateway> StartAsync();
}
