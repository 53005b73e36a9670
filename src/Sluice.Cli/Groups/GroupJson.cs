// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Sluice.Core.Groups.Administration;

namespace Sluice.Cli.Groups;

/// <summary>Groups as JSON; names as in the REST API.</summary>
internal static class GroupJson
{
    public static void WriteList(Utf8JsonWriter json, IReadOnlyList<GroupListing> groups)
    {
        json.WriteStartObject();
        json.WriteStartArray("groups");
        foreach (var group in groups)
        {
            json.WriteStartObject();
            json.WriteString("group", group.Group);
            json.WriteString("state", GroupWords.Of(group.State));
            json.WriteString("type", GroupWords.Of(group.Type));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void WriteDescription(Utf8JsonWriter json, GroupDescription group)
    {
        json.WriteStartObject();
        json.WriteString("group", group.Group);
        json.WriteString("state", GroupWords.Of(group.State));
        json.WriteString("type", GroupWords.Of(group.Type));
        json.WriteString("assignor", group.Assignor);
        json.WriteStartObject("coordinator");
        json.WriteString("hostName", group.Coordinator.Host);
        json.WriteNumber("port", group.Coordinator.Port);
        json.WriteNumber("id", group.Coordinator.Id);
        json.WriteEndObject();
        json.WriteStartArray("members");
        foreach (var member in group.Members)
        {
            json.WriteStartObject();
            WriteNames(json, member);
            json.WriteStartArray("assignment");
            foreach (var (topic, partition) in member.Assignment)
            {
                json.WriteStartObject();
                json.WriteString("topic", topic);
                json.WriteNumber("partition_id", partition);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void WriteLag(Utf8JsonWriter json, GroupLag lag)
    {
        json.WriteStartObject();
        json.WriteString("group", lag.Group);
        json.WriteString("isolation_level", lag.ReadCommitted ? "read_committed" : "read_uncommitted");
        json.WriteNumber("total_lag", lag.TotalLag);
        json.WriteStartArray("partitions");
        foreach (var partition in lag.Partitions)
        {
            json.WriteStartObject();
            json.WriteString("topic", partition.Topic);
            json.WriteNumber("partition_id", partition.Partition);
            WriteOffset(json, "committed_offset", partition.Committed);
            WriteOffset(json, "end_offset", partition.End);
            WriteOffset(json, "lag", partition.Lag);
            if (partition.Member is { } member)
            {
                json.WriteStartObject("member");
                WriteNames(json, member);
                json.WriteEndObject();
            }
            else
            {
                json.WriteNull("member");
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void WriteReset(Utf8JsonWriter json, OffsetResetPlan plan, bool executed)
    {
        json.WriteStartObject();
        json.WriteString("group", plan.Group);
        json.WriteBoolean("executed", executed);
        json.WriteStartArray("partitions");
        foreach (var reset in plan.Partitions)
        {
            json.WriteStartObject();
            json.WriteString("topic", reset.Topic);
            json.WriteNumber("partition_id", reset.Partition);
            WriteOffset(json, "committed_offset", reset.Committed);
            json.WriteNumber("target_offset", reset.Target);
            json.WriteBoolean("out_of_range", reset.OutOfRange);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void WriteDeleted(Utf8JsonWriter json, string group)
    {
        json.WriteStartObject();
        json.WriteString("group", group);
        json.WriteEndObject();
    }

    private static void WriteNames(Utf8JsonWriter json, GroupMember member)
    {
        json.WriteString("member_id", member.MemberId);
        json.WriteString("instance_id", member.InstanceId);
        json.WriteString("client_id", member.ClientId);
        json.WriteString("host", member.Host);
    }

    private static void WriteOffset(Utf8JsonWriter json, string name, long? offset)
    {
        if (offset is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
