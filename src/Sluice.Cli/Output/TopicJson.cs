// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Sluice.Core.Topics;

namespace Sluice.Cli.Output;

/// <summary>Topics as JSON, field by field as the REST API answers them.</summary>
internal static class TopicJson
{
    public static void WriteList(Utf8JsonWriter json, IReadOnlyList<string> topics)
    {
        json.WriteStartObject();
        json.WriteStartArray("topics");
        foreach (var topic in topics)
        {
            json.WriteStringValue(topic);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void WriteDescription(Utf8JsonWriter json, TopicDescription topic, IReadOnlyList<PartitionOffsets> offsets)
    {
        json.WriteStartObject();
        json.WriteString("topic", topic.Name);
        json.WriteStartArray("partitions");
        foreach (var (partition, range) in topic.Partitions.Zip(offsets))
        {
            json.WriteStartObject();
            json.WriteNumber("partition_id", partition.Partition);
            json.WriteNumber("earliest_offset", range.Earliest);
            json.WriteNumber("latest_offset", range.Latest);
            json.WritePropertyName("leader");
            WriteBroker(json, partition.Leader);
            WriteBrokers(json, "replicas", partition.Replicas);
            WriteBrokers(json, "isr", partition.InSyncReplicas);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void WriteCreated(Utf8JsonWriter json, TopicDescription topic)
    {
        json.WriteStartObject();
        json.WriteString("topic", topic.Name);
        json.WriteNumber("partition_count", topic.Partitions.Count);
        json.WriteNumber("replication_factor", topic.Partitions[0].Replicas.Count);
        json.WriteEndObject();
    }

    public static void WriteDeleted(Utf8JsonWriter json, string topic)
    {
        json.WriteStartObject();
        json.WriteString("topic", topic);
        json.WriteEndObject();
    }

    private static void WriteBrokers(Utf8JsonWriter json, string name, IReadOnlyList<BrokerDescription> brokers)
    {
        json.WriteStartArray(name);
        foreach (var broker in brokers)
        {
            WriteBroker(json, broker);
        }

        json.WriteEndArray();
    }

    private static void WriteBroker(Utf8JsonWriter json, BrokerDescription? broker)
    {
        if (broker is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteString("hostName", broker.Host);
        json.WriteNumber("port", broker.Port);
        json.WriteNumber("id", broker.Id);
        json.WriteString("rack", broker.Rack);
        json.WriteEndObject();
    }
}
