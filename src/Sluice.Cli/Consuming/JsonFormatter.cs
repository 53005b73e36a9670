// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Sluice.Core.Records;

namespace Sluice.Cli.Consuming;

/// <summary>One JSON object a line, in the form in which the REST API answers records.</summary>
internal sealed class JsonFormatter : IRecordFormatter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public void Format(StoredRecord record, IBufferWriter<byte> output)
    {
        using (var json = new Utf8JsonWriter(output, Options))
        {
            json.WriteStartObject();
            WriteBytes(json, "key", "key_encoding", record.Key);
            WriteBytes(json, "value", "value_encoding", record.Value);
            json.WriteNumber("partition", record.Partition);
            json.WriteNumber("offset", record.Offset);
            json.WriteNumber("timestamp", record.Timestamp);
            json.WriteString("timestampType", record.TimestampType.ToString());
            if (record.Headers.Count > 0)
            {
                WriteHeaders(json, record.Headers);
            }

            json.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    private static void WriteHeaders(Utf8JsonWriter json, IReadOnlyList<RecordHeader> headers)
    {
        json.WriteStartArray("headers");
        foreach (var header in headers)
        {
            json.WriteStartObject();
            json.WriteString("key", header.Key);
            WriteBytes(json, "value", "encoding", header.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteBytes(Utf8JsonWriter json, string name, string encodingName, byte[]? bytes)
    {
        if (bytes is null)
        {
            json.WriteNull(name);
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
}
