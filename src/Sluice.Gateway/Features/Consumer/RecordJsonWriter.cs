// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using System.Text.Unicode;
using Sluice.Core.Records;

namespace Sluice.Gateway.Features.Consumer;

/// <summary>Writes records as JSON, their bytes unaltered.</summary>
internal static class RecordJsonWriter
{
    // Many JSON readers stop at 64 levels, and three are ours: a deeper value stays a string, or it would keep its readers
    // from all that follows.
    private static readonly JsonReaderOptions EmbeddedJson = new() { MaxDepth = 61 };

    public static void Write(Utf8JsonWriter json, StoredRecord record, ConsumeFormat format)
    {
        json.WriteStartObject();
        WriteBytes(json, "key", "key_encoding", record.Key, format == ConsumeFormat.Binary);
        if (format == ConsumeFormat.Json && record.Value is { } value && IsJson(value))
        {
            json.WritePropertyName("value");
            json.WriteRawValue(value, skipInputValidation: true);
        }
        else
        {
            WriteBytes(json, "value", "value_encoding", record.Value, format == ConsumeFormat.Binary);
        }

        json.WriteNumber("partition", record.Partition);
        json.WriteNumber("offset", record.Offset);
        json.WriteNumber("timestamp", record.Timestamp);
        json.WriteString("timestampType", TimestampTypeName(record.TimestampType));
        if (record.Headers.Count > 0)
        {
            json.WriteStartArray("headers");
            foreach (var header in record.Headers)
            {
                json.WriteStartObject();
                json.WriteString("key", header.Key);
                WriteBytes(json, "value", "encoding", header.Value, format == ConsumeFormat.Binary);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteBytes(Utf8JsonWriter json, string name, string encodingName, byte[]? bytes, bool isBinary)
    {
        if (bytes is null)
        {
            json.WriteNull(name);
        }
        else if (isBinary)
        {
            json.WriteBase64String(name, bytes);
        }
        else if (Utf8.IsValid(bytes))
        {
            json.WriteString(name, bytes);
        }
        else
        {
            json.WriteBase64String(name, bytes);
            json.WriteString(encodingName, "base64");
        }
    }

    private static bool IsJson(byte[] bytes)
    {
        if (!Utf8.IsValid(bytes))
        {
            return false;
        }

        var reader = new Utf8JsonReader(bytes, EmbeddedJson);
        try
        {
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    // The names of Java's TimestampType, which the service this API comes from answers.
    private static string TimestampTypeName(RecordTimestampType type) => type switch
    {
        RecordTimestampType.CreateTime => "CreateTime",
        RecordTimestampType.LogAppendTime => "LogAppendTime",
        _ => "NoTimestampType",
    };
}
