// SPDX-License-Identifier: Apache-2.0

using Sluice.EndToEnd.Tests.Clusters;

namespace Sluice.EndToEnd.Tests.ReferenceClient;

/// <summary>The reference client against the program as it is shipped, which asks for no tokens unless told to.</summary>
public sealed class ReferenceClientTests(RealKafka kafka)
{
    private const string AnyToken = "header.payload.signature";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Client_ShouldSucceed_OnTheEmbeddedCluster()
    {
        await using var program = await SluiceProgram.ServeAsync();

        await ReferenceSteps.RunAsync(program.Address, AnyToken);
    }

    [Fact]
    public async Task Client_ShouldSucceed_OnApacheKafka()
    {
        var servers = await kafka.GetBootstrapServersAsync(Cancellation);
        await using var program = await SluiceProgram.ServeAsync("--bootstrap-servers", servers);

        await ReferenceSteps.RunAsync(program.Address, AnyToken);
    }
}
