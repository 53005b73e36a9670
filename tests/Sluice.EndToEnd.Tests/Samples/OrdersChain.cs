// SPDX-License-Identifier: Apache-2.0

namespace Sluice.EndToEnd.Tests.Samples;

/// <summary>The whole chain, started once.</summary>
public sealed class OrdersChain : IAsyncLifetime
{
    public SampleStage Stage { get; } = new();

    public async ValueTask InitializeAsync() =>
        await Task.WhenAll(((string[])["1A", "2A", "3B", "4B"]).Select(name => Stage.StartAsync(name)));

    public ValueTask DisposeAsync() => Stage.DisposeAsync();
}
