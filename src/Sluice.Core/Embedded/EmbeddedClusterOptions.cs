// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Embedded;

/// <summary>The shape of an embedded cluster.</summary>
public sealed class EmbeddedClusterOptions
{
    /// <summary>Number of brokers.</summary>
    /// <value>Default 3; 1–100.</value>
    public int Brokers { get; set; } = 3;

    /// <summary>Partitions of a topic created without a count.</summary>
    /// <value>Default 1.</value>
    public int DefaultPartitions { get; set; } = 1;

    /// <summary>How long a new consumer group waits for more members before its first assignment.</summary>
    /// <value>Default 0.</value>
    public TimeSpan GroupInitialRebalanceDelay { get; set; } = TimeSpan.Zero;
}
