// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Sluice.Core.Topics;
using Sluice.Gateway.Http.Json;
using Sluice.Gateway.Http.Problems;
using Sluice.Gateway.Http.Requests;

namespace Sluice.Gateway.Features.Topics;

/// <summary>Reads what a topic to be created shall be like; an empty body leaves everything to the cluster.</summary>
internal static class TopicRequestReader
{
    // A property of few bytes becomes an entry in a dictionary and in a set.
    private const int BytesAByte = 20;

    public static async Task<NewTopic> ReadAsync(string topic, RequestBody body, CancellationToken cancellationToken)
    {
        var (buffer, _) = await body.ReadAtLeastAsync(long.MaxValue, cancellationToken);
        try
        {
            body.Usage.Hold(BytesAByte * buffer.Length);
            body.Usage.ReturnUnused();
            return Parse(topic, buffer);
        }
        catch (JsonException exception)
        {
            throw new ProblemException(ErrorCatalogue.MalformedJson, $"The body is not JSON: {exception.Message}");
        }
        finally
        {
            body.AdvanceTo(buffer.End);
        }
    }

    private static NewTopic Parse(string topic, ReadOnlySequence<byte> buffer)
    {
        if (!Utf8Text.IsValid(buffer))
        {
            throw new JsonException("it is not valid UTF-8.");
        }

        if (buffer.IsEmpty)
        {
            return new NewTopic(topic);
        }

        var faults = new JsonFaults();
        var reader = new Utf8JsonReader(buffer);
        reader.Read();
        var result = new NewTopic(topic);
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            result = ReadMembers(ref reader, result, faults);
        }
        else
        {
            faults.Add("", "must be an object");
            reader.Skip();
        }

        // Anything after the one JSON text is malformed.
        reader.Read();
        faults.ThrowIfAny();
        return result;
    }

    private static NewTopic ReadMembers(ref Utf8JsonReader reader, NewTopic topic, JsonFaults faults)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = JsonText.GetString(ref reader);
            reader.Read();
            if (name is null || !seen.Add(name))
            {
                faults.AddMember("", name, "is there more than once");
                reader.Skip();
                continue;
            }

            var pointer = "/" + name;
            switch (name)
            {
                case "partition_count":
                    topic = topic with { PartitionCount = (int?)ReadCount(ref reader, pointer, int.MaxValue, faults) };
                    break;
                case "replication_factor":
                    topic = topic with { ReplicationFactor = (short?)ReadCount(ref reader, pointer, short.MaxValue, faults) };
                    break;
                case "topic_properties":
                    topic = topic with { Properties = ReadProperties(ref reader, pointer, faults) };
                    break;
                default:
                    faults.AddMember("", name, "is unknown: a topic has partition_count, replication_factor and topic_properties");
                    reader.Skip();
                    break;
            }
        }

        return topic;
    }

    private static long? ReadCount(ref Utf8JsonReader reader, string pointer, long max, JsonFaults faults)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var count) && count <= max)
        {
            // To Kafka -1 would mean its default; here that is said by leaving it out.
            return count >= 1
                ? count
                : throw new ProblemException(
                    ErrorCatalogue.InvalidTopic,
                    string.Create(CultureInfo.InvariantCulture, $"{pointer[1..]} is {count}: give 1 to {max}, or leave it out."));
        }

        faults.Add(pointer, $"must be a whole number from 1 to {max}");
        reader.Skip();
        return null;
    }

    private static Dictionary<string, string> ReadProperties(ref Utf8JsonReader reader, string pointer, JsonFaults faults)
    {
        var properties = new Dictionary<string, string>(StringComparer.Ordinal);
        if (reader.TokenType == JsonTokenType.Null)
        {
            return properties;
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            faults.Add(pointer, "must be an object of topic properties");
            reader.Skip();
            return properties;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = JsonText.GetString(ref reader);
            reader.Read();
            if (name is null || !seen.Add(name))
            {
                faults.AddMember(pointer, name, "is there more than once");
            }
            else if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                faults.AddMember(pointer, name, "must be a string, number, true, false or null");
            }
            else if (reader.TokenType != JsonTokenType.Null)
            {
                if (JsonText.GetBytes(ref reader) is { } text)
                {
                    properties[name] = Encoding.UTF8.GetString(text);
                }
                else
                {
                    faults.AddMember(pointer, name, "has a lone surrogate");
                }
            }

            reader.Skip();
        }

        return properties;
    }
}
