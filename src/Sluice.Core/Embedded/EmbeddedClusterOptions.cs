// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Errors;

namespace Sluice.Core.Embedded;

/// <summary>The shape of an embedded cluster.</summary>
public sealed class EmbeddedClusterOptions
{
    /// <summary>Configuration section these options are bound from.</summary>
    public const string SectionName = "Embedded";

    /// <summary>Number of brokers; their ids count from 1.</summary>
    /// <value>Default 3; 1–100.</value>
    public int Brokers { get; set; } = 3;

    /// <summary>Partitions of a topic created without a count. A topic that a client creates by producing to it has always 4.</summary>
    /// <value>Default 1; 1–10,000.</value>
    public int DefaultPartitions { get; set; } = 1;

    /// <summary>
    /// How long a new consumer group waits for more members before its first assignment. Members of a classic group need a longer session,
    /// or they never get one: those that a <see cref="KafkaCluster"/> opened on this cluster makes have it by default, others must be given
    /// it (<c>session.timeout.ms</c>).
    /// </summary>
    /// <value>Default 0; up to ten minutes.</value>
    public TimeSpan GroupInitialRebalanceDelay { get; set; } = TimeSpan.Zero;

    internal void Validate()
    {
        var faults = new List<string>();
        if (Brokers is < 1 or > 100)
        {
            faults.Add($"{nameof(Brokers)} is {Brokers}, it must be 1 to 100.");
        }

        if (DefaultPartitions is < 1 or > EmbeddedTopics.MaxPartitions)
        {
            faults.Add($"{nameof(DefaultPartitions)} is {DefaultPartitions}, it must be 1 to {EmbeddedTopics.MaxPartitions}.");
        }

        if (GroupInitialRebalanceDelay < TimeSpan.Zero || GroupInitialRebalanceDelay > TimeSpan.FromMinutes(10))
        {
            faults.Add($"{nameof(GroupInitialRebalanceDelay)} is {GroupInitialRebalanceDelay}, it must be 0 to ten minutes.");
        }

        if (faults.Count > 0)
        {
            throw new KafkaFailureException(FailureCode.InvalidConfiguration, "The embedded cluster: " + string.Join(" ", faults));
        }
    }
}
