// SPDX-License-Identifier: Apache-2.0

using Sluice.Soak.Gateways;

namespace Sluice.EndToEnd.Tests.Gateways;

/// <summary>The program itself, with nothing but itself.</summary>
public sealed class StartTests
{
    [Fact]
    public async Task Server_ShouldAnswer_SoonAfterItsStart()
    {
        await using var gateway = await GatewayProcess.StartAsync(bootstrapServers: null, TestContext.Current.CancellationToken);

        var answer = await gateway.Http.GetAsync("v1/metadata/topics", TestContext.Current.CancellationToken);

        // Past its own deadline it would say that it has no answer.
        answer.Status.ShouldBe(200);
    }
}
