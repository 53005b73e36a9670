// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Groups.Administration;

/// <summary>What a group is doing.</summary>
public enum GroupState
{
    /// <summary>One that the client has no name for, such as those in which a group of the new protocol (KIP-848) rebalances.</summary>
    Unknown,

    /// <summary>It has no members; its committed offsets are kept.</summary>
    Empty,

    /// <summary>It waits for its members to join.</summary>
    PreparingRebalance,

    /// <summary>It waits for the assignment.</summary>
    CompletingRebalance,

    /// <summary>Every member has its partitions.</summary>
    Stable,

    /// <summary>It is gone.</summary>
    Dead,
}
