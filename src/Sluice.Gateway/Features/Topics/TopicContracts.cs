// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sluice.Gateway.Features.Topics;

/// <summary>What a topic to be created shall be like.</summary>
internal sealed record CreateTopicRequest
{
    /// <summary>Number of partitions.</summary>
    [JsonPropertyName("partition_count")]
    public int? PartitionCount { get; init; }

    /// <summary>Number of replicas of each partition.</summary>
    [JsonPropertyName("replication_factor")]
    public short? ReplicationFactor { get; init; }

    /// <summary>Topic configuration by Kafka's names; the values are strings, numbers, true or false.</summary>
    [JsonPropertyName("topic_properties")]
    public IReadOnlyDictionary<string, JsonElement>? TopicProperties { get; init; }
}

/// <summary>The topic as it was created.</summary>
internal sealed record CreatedTopicAnswer(
    [property: JsonPropertyName("topic")] string Topic,
    [property: JsonPropertyName("partition_count")] int PartitionCount,
    [property: JsonPropertyName("replication_factor")] int ReplicationFactor);

/// <summary>The topic that is gone.</summary>
internal sealed record DeletedTopicAnswer([property: JsonPropertyName("topic")] string Topic);
