// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Serialization;

namespace Sluice.Gateway.Features.Topics;

internal sealed record CreatedTopicAnswer(
    [property: JsonPropertyName("topic")] string Topic,
    [property: JsonPropertyName("partition_count")] int PartitionCount,
    [property: JsonPropertyName("replication_factor")] int ReplicationFactor);

internal sealed record DeletedTopicAnswer([property: JsonPropertyName("topic")] string Topic);
