// SPDX-License-Identifier: Apache-2.0

namespace Sluice.EndToEnd.Tests.Faults;

/// <summary>Scenarios in which brokers are killed under load. Their bounds are those of brokers that give each other up, so that others may run beside them.</summary>
public sealed class KilledBrokerTests
{
    [Fact]
    public Task Gateway_ShouldLoseAndRepeatNoAcknowledgedRecord_WhenABrokerIsKilled() => ShortScenario.RunAsync("broker-killed");

    [Fact]
    public Task Gateway_ShouldLoseNothingAndAnswerInTime_WhenBrokersAreKilledAndKeysChange() => ShortScenario.RunAsync("faults-under-load");
}
