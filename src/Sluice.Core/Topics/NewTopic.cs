// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Topics;

/// <summary>A topic to be created.</summary>
/// <param name="Name">1–249 characters of <c>a–z A–Z 0–9 . _ -</c>, not <c>.</c> or <c>..</c>.</param>
public sealed record NewTopic(string Name)
{
    /// <summary>Number of partitions; null for the cluster's default.</summary>
    public int? PartitionCount { get; init; }

    /// <summary>Number of replicas of each partition; null for the cluster's default.</summary>
    public short? ReplicationFactor { get; init; }

    /// <summary>Topic configuration by Kafka's names, for example <c>retention.ms</c>.</summary>
    public IReadOnlyDictionary<string, string> Properties { get; init; } = new Dictionary<string, string>();
}
