// SPDX-License-Identifier: Apache-2.0

namespace Sluice.EndToEnd.Tests.Faults;

/// <summary>Scenarios that wait more than they work, so that others may run beside them.</summary>
public sealed class OutageTests
{
    [Fact]
    public Task Gateway_ShouldAnswerInTimeAndServeLater_WhenBrokersAreAbsentAtItsStart() => ShortScenario.RunAsync("brokers-absent");

    [Fact]
    public Task Gateway_ShouldAnswerInTimeAndRecover_WhenAllBrokersAreKilled() => ShortScenario.RunAsync("brokers-lost");

    [Fact]
    public Task Gateway_ShouldAnswerInTimeAndRecover_WhenEmbeddedBrokersStop() => ShortScenario.RunAsync("embedded-brokers-lost", needsKafka: false);

    [Fact]
    public Task Gateway_ShouldAnswerAllAndLoseNothing_WhenItIsStoppedUnderLoad() => ShortScenario.RunAsync("stop-under-load");

    [Fact]
    public Task Gateway_ShouldAnswerAllAndLoseNothing_WhenItIsStoppedUnderLoadOnTheEmbeddedCluster() =>
        ShortScenario.RunAsync("embedded-stop-under-load", needsKafka: false);
}
