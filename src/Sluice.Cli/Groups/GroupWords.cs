// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Groups.Administration;

namespace Sluice.Cli.Groups;

/// <summary>How states and protocols are written.</summary>
internal static class GroupWords
{
    public static string Of(GroupState state) => state switch
    {
        GroupState.Empty => "empty",
        GroupState.PreparingRebalance => "preparing-rebalance",
        GroupState.CompletingRebalance => "completing-rebalance",
        GroupState.Stable => "stable",
        GroupState.Dead => "dead",
        _ => "unknown",
    };

    public static string Of(GroupType protocol) => protocol switch
    {
        GroupType.Classic => "classic",
        GroupType.Consumer => "consumer",
        _ => "unknown",
    };
}
