// SPDX-License-Identifier: Apache-2.0

namespace Sluice.EndToEnd.Tests.Faults;

/// <summary>What is committed when members stop right after each other depends on how soon a rebalance ends, so nothing else runs meanwhile.</summary>
[Collection(typeof(OneAtATime))]
public sealed class GroupOutageTests
{
    [Fact]
    public Task Group_ShouldPrintEveryRecord_WhenMembersAreKilledAndJoin() => ShortScenario.RunAsync("group-rebalances");
}
