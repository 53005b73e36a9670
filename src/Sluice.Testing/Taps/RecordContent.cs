// SPDX-License-Identifier: Apache-2.0

using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Core.Records;

namespace Sluice.Testing.Taps;

/// <summary>What a record's bytes mean. Read once for all cases.</summary>
internal sealed record RecordContent(bool IsJson, JsonNode? Json, IReadOnlyList<KeyValuePair<string, string?>> Headers)
{
    public static RecordContent Of(StoredRecord record)
    {
        var isJson = TryParse(record.Value, out var json);
        return new RecordContent(
            isJson, json,
            [.. record.Headers.Select(header => KeyValuePair.Create(header.Key, header.Value is { } value ? Encoding.UTF8.GetString(value) : null))]);
    }

    private static bool TryParse(byte[]? value, out JsonNode? json)
    {
        json = null;
        try
        {
            json = value is { Length: > 0 } ? JsonNode.Parse(value) : null;
            Unfold(json);
            return value is { Length: > 0 };
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or InvalidOperationException)
        {
            // Bytes are bytes: a name that comes twice, or what is no JSON at all.
            json = null;
            return false;
        }
    }

    // Nodes build their tree when they are first asked, which several readers may not do at once.
    private static void Unfold(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject fields:
                foreach (var field in fields)
                {
                    Unfold(field.Value);
                }

                break;
            case JsonArray items:
                foreach (var item in items)
                {
                    Unfold(item);
                }

                break;
        }
    }
}
