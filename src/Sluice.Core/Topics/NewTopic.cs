// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Errors;

namespace Sluice.Core.Topics;

/// <summary>A topic to be created.</summary>
/// <param name="Name">1–249 characters of <c>a–z A–Z 0–9 . _ -</c>, not <c>.</c> or <c>..</c>.</param>
public sealed record NewTopic(string Name)
{
    private const int MaxPartitions = 100_000;

    /// <summary>Number of partitions; null for the cluster's default.</summary>
    public int? PartitionCount { get; init; }

    /// <summary>Number of replicas of each partition; null for the cluster's default.</summary>
    public short? ReplicationFactor { get; init; }

    /// <summary>Topic configuration by Kafka's names, for example <c>retention.ms</c>.</summary>
    public IReadOnlyDictionary<string, string> Properties { get; init; } = new Dictionary<string, string>();

    /// <summary>Refuses what no client can ask for or no cluster can create; a broker would take −1 for its default.</summary>
    internal void Validate()
    {
        TopicName.Validate(Name);
        if (PartitionCount is < 1 or > MaxPartitions)
        {
            throw Invalid($"the number of partitions is {PartitionCount}, it must be from 1 to {MaxPartitions}.");
        }

        if (ReplicationFactor < 1)
        {
            throw Invalid($"the replication factor is {ReplicationFactor}, it must be at least 1.");
        }
    }

    internal KafkaFailureException Invalid(string reason) => new(FailureCode.InvalidTopic, $"Creating topic \"{Name}\": {reason}");
}
