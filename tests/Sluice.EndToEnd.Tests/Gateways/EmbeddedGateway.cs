// SPDX-License-Identifier: Apache-2.0

namespace Sluice.EndToEnd.Tests.Gateways;

/// <summary>The gateway on its embedded cluster.</summary>
public sealed class EmbeddedGateway : GatewayFixture
{
    protected override Task<RunningGateway> StartAsync() => RunningGateway.StartAsync();
}
