// SPDX-License-Identifier: Apache-2.0

using Sluice.EndToEnd.Tests.Clusters;
using Sluice.Soak;

namespace Sluice.EndToEnd.Tests.Faults;

/// <summary>The scenarios of <c>eng/soak</c> at their short length, one at a time and with nothing else beside them.</summary>
[Collection(typeof(OneAtATime))]
public sealed class FaultTests
{
    [Fact]
    public Task Gateway_ShouldAnswerInTimeAndServeLater_WhenBrokersAreAbsentAtItsStart() => RunAsync("brokers-absent");

    [Fact]
    public Task Gateway_ShouldLoseAndRepeatNoAcknowledgedRecord_WhenABrokerIsKilled() => RunAsync("broker-killed");

    [Fact]
    public Task Gateway_ShouldAnswerInTimeAndRecover_WhenAllBrokersAreKilled() => RunAsync("brokers-lost");

    [Fact]
    public Task Gateway_ShouldAnswerInTimeAndRecover_WhenEmbeddedBrokersStop() => RunAsync("embedded-brokers-lost", needsKafka: false);

    [Fact]
    public Task Gateway_ShouldServeOthersAndReleaseAll_WhenClientsHangUp() => RunAsync("hang-ups", needsKafka: false);

    [Fact]
    public Task Gateway_ShouldNotGrow_WhenAThousandPollsWait() => RunAsync("parked-polls");

    [Fact]
    public Task Gateway_ShouldNotGrow_WhenReadingGoesOn() => RunAsync("sequential-reads");

    [Fact]
    public Task Group_ShouldPrintEveryRecord_WhenMembersAreKilledAndJoin() => RunAsync("group-rebalances");

    private static async Task RunAsync(string name, bool needsKafka = true)
    {
        if (needsKafka)
        {
            RealKafka.RequireDistribution();
        }

        var report = await Scenario.All.Single(scenario => scenario.Name == name).Short(TestContext.Current.CancellationToken);

        report.Measures.Count(measure => measure.Bound.Length > 0).ShouldBeGreaterThan(0);
        report.Holds.ShouldBeTrue(report.ToString());
    }
}
