// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Cases.Steps;

/// <summary>What a fault disturbs.</summary>
internal enum FaultKind
{
    /// <summary>A service's consumer group: a member joins and leaves.</summary>
    Rebalance,

    /// <summary>An endpoint: its relay drops and refuses connections, or its file is locked.</summary>
    Unreachable,

    /// <summary>A broker of the embedded cluster is stopped.</summary>
    BrokerDown,

    /// <summary>The brokers of the embedded cluster answer late.</summary>
    Slow,
}
