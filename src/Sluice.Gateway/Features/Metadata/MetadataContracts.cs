// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Serialization;

namespace Sluice.Gateway.Features.Metadata;

internal sealed record BrokersAnswer([property: JsonPropertyName("brokers")] IReadOnlyList<BrokerAnswer> Brokers);

internal sealed record BrokerAnswer(
    [property: JsonPropertyName("hostName")] string HostName,
    [property: JsonPropertyName("port")] int Port,
    [property: JsonPropertyName("id")] int Id,
    [property: JsonPropertyName("rack")] string? Rack);

internal sealed record TopicsAnswer([property: JsonPropertyName("topics")] IReadOnlyList<string> Topics);

internal sealed record PartitionsAnswer(
    [property: JsonPropertyName("topic")] string Topic,
    [property: JsonPropertyName("partitions")] IReadOnlyList<PartitionAnswer> Partitions);

internal sealed record PartitionAnswer(
    [property: JsonPropertyName("partition_id")] int PartitionId,
    [property: JsonPropertyName("earliest_offset")] long EarliestOffset,
    [property: JsonPropertyName("latest_offset")] long LatestOffset,
    [property: JsonPropertyName("leader")] BrokerAnswer? Leader,
    [property: JsonPropertyName("replicas")] IReadOnlyList<BrokerAnswer> Replicas,
    [property: JsonPropertyName("isr")] IReadOnlyList<BrokerAnswer> Isr);
