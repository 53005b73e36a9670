// SPDX-License-Identifier: Apache-2.0

namespace Sluice.EndToEnd.Tests.Faults;

/// <summary>Scenarios that measure time and memory under load: one at a time and with nothing else beside them.</summary>
[Collection(typeof(OneAtATime))]
public sealed class FaultTests
{
    [Fact]
    public Task Gateway_ShouldServeOthersAndReleaseAll_WhenClientsHangUp() => ShortScenario.RunAsync("hang-ups", needsKafka: false);

    [Fact]
    public Task Gateway_ShouldNotGrow_WhenAThousandPollsWait() => ShortScenario.RunAsync("parked-polls");

    [Fact]
    public Task Gateway_ShouldNotGrow_WhenReadingGoesOn() => ShortScenario.RunAsync("sequential-reads");

    [Fact]
    public Task TestKit_ShouldGiveNoFalseAlarm_WhenTheProcessorsAreBusy() => ShortScenario.RunAsync("test-kit-rounds", needsKafka: false);

    [Fact]
    public Task TestKit_ShouldAddLittleToEachCase_WhenThereAreMany() => ShortScenario.RunAsync("test-kit-cases", needsKafka: false);

    [Fact]
    public Task TestKit_ShouldFindEachRecord_WhenATopicIsBusy() => ShortScenario.RunAsync("test-kit-tap");
}
