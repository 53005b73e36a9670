// SPDX-License-Identifier: Apache-2.0

namespace Sluice.EndToEnd.Tests.Faults;

/// <summary>Beside the other scenarios that wait more than they work: it is as long as all of them.</summary>
public sealed class GroupOutageTests
{
    [Fact]
    public Task Group_ShouldPrintEveryRecord_WhenMembersAreKilledAndJoin() => ShortScenario.RunAsync("group-rebalances");
}
