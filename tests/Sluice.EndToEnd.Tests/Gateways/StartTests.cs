// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Sluice.Soak.Gateways;

namespace Sluice.EndToEnd.Tests.Gateways;

/// <summary>The program itself, with nothing but itself.</summary>
public sealed class StartTests
{
    [Fact]
    public async Task Server_ShouldAnswer_SoonAfterItsStart()
    {
        await using var gateway = await GatewayProcess.StartAsync(bootstrapServers: null, TestContext.Current.CancellationToken);
        var started = Stopwatch.GetTimestamp();

        var answer = await gateway.Http.GetAsync("v1/metadata/topics", TestContext.Current.CancellationToken);

        answer.Status.ShouldBe(200);
        // A fraction of a second on a machine that has nothing else to do, which a test cannot know.
        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }
}
