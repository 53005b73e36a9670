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

    // Encoded once: names would be escaped anew for each record.
    private static readonly JsonEncodedText Key = JsonEncodedText.Encode("key");
    private static readonly JsonEncodedText KeyEncoding = JsonEncodedText.Encode("key_encoding");
    private static readonly JsonEncodedText Value = JsonEncodedText.Encode("value");
    private static readonly JsonEncodedText ValueEncoding = JsonEncodedText.Encode("value_encoding");
    private static readonly JsonEncodedText Partition = JsonEncodedText.Encode("partition");
    private static readonly JsonEncodedText Offset = JsonEncodedText.Encode("offset");
    private static readonly JsonEncodedText Timestamp = JsonEncodedText.Encode("timestamp");
    private static readonly JsonEncodedText TimestampType = JsonEncodedText.Encode("timestampType");
    private static readonly JsonEncodedText Headers = JsonEncodedText.Encode("headers");
    private static readonly JsonEncodedText Encoding = JsonEncodedText.Encode("encoding");
    private static readonly JsonEncodedText Base64 = JsonEncodedText.Encode("base64");

    // The names of Java's TimestampType, which the service this API comes from answers.
    private static readonly JsonEncodedText CreateTime = JsonEncodedText.Encode("CreateTime");
    private static readonly JsonEncodedText LogAppendTime = JsonEncodedText.Encode("LogAppendTime");
    private static readonly JsonEncodedText NoTimestampType = JsonEncodedText.Encode("NoTimestampType");

    public static void Write(Utf8JsonWriter json, StoredRecord record, ConsumeFormat format)
    {
        json.WriteStartObject();
        WriteBytes(json, Key, KeyEncoding, record.Key, format == ConsumeFormat.Binary);
        if (format == ConsumeFormat.Json && record.Value is { } value && IsJson(value))
        {
            json.WritePropertyName(Value);
            json.WriteRawValue(value, skipInputValidation: true);
        }
        else
        {
            WriteBytes(json, Value, ValueEncoding, record.Value, format == ConsumeFormat.Binary);
        }

        json.WriteNumber(Partition, record.Partition);
        json.WriteNumber(Offset, record.Offset);
        json.WriteNumber(Timestamp, record.Timestamp);
        json.WriteString(TimestampType, NameOf(record.TimestampType));
        if (record.Headers.Count > 0)
        {
            json.WriteStartArray(Headers);
            foreach (var header in record.Headers)
            {
                json.WriteStartObject();
                json.WriteString(Key, header.Key);
                WriteBytes(json, Value, Encoding, header.Value, format == ConsumeFormat.Binary);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteBytes(Utf8JsonWriter json, JsonEncodedText name, JsonEncodedText encodingName, byte[]? bytes, bool isBinary)
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
            json.WriteString(encodingName, Base64);
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

    private static JsonEncodedText NameOf(RecordTimestampType type) => type switch
    {
        RecordTimestampType.CreateTime => CreateTime,
        RecordTimestampType.LogAppendTime => LogAppendTime,
        _ => NoTimestampType,
    };
}
