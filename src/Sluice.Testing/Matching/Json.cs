// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sluice.Testing.Matching;

/// <summary>How values are compared and shown.</summary>
internal static class Json
{
    private const int Longest = 200;

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The value as JSON, shortened if it is long.</summary>
    public static string Show(JsonNode? value)
    {
        var text = value?.ToJsonString(Readable) ?? "null";
        return text.Length <= Longest ? text : string.Concat(text.AsSpan(0, Longest), "…");
    }

    /// <summary>Whether two values are the same: numbers by what they are worth, objects in any order of their fields.</summary>
    public static bool AreEqual(JsonNode? left, JsonNode? right) => (left, right) switch
    {
        (null, null) => true,
        (JsonObject one, JsonObject other) => one.Count == other.Count
            && one.All(field => other.TryGetPropertyValue(field.Key, out var value) && AreEqual(field.Value, value)),
        (JsonArray one, JsonArray other) => one.Count == other.Count && one.Zip(other).All(pair => AreEqual(pair.First, pair.Second)),
        (JsonValue one, JsonValue other) => one.GetValueKind() == other.GetValueKind() && one.GetValueKind() switch
        {
            JsonValueKind.String => TextOf(one) == TextOf(other),
            JsonValueKind.Number => JsonNumber.Of(one).CompareTo(JsonNumber.Of(other)) == 0,
            _ => true,
        },
        _ => false,
    };

    /// <summary>The text of a JSON string, or of a number as it is written.</summary>
    public static string TextOf(JsonNode value) => value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();

    /// <summary>The moment that a text names by ISO 8601 with date, time and mostly a zone (else UTC).</summary>
    public static bool IsMoment(JsonNode? value, out DateTimeOffset moment)
    {
        moment = default;
        return value?.GetValueKind() == JsonValueKind.String && TextOf(value) is { Length: >= 16 and <= 40 } text && text[4] == '-' && text[10] is 'T' or ' '
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out moment);
    }

    /// <summary>Reads a value that was serialised by the test's own code.</summary>
    public static JsonNode? Of(object? value) => value as JsonNode ?? JsonSerializer.SerializeToNode(value, Readable);

    /// <summary>Reads what may be JSON; false if it is not. Many threads may then read the value.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out JsonNode? value)
    {
        value = null;
        try
        {
            value = bytes.Length > 0 ? JsonNode.Parse(bytes) : null;
            Unfold(value);
            return bytes.Length > 0;
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or InvalidOperationException)
        {
            // Bytes are bytes: a name that comes twice, or what is no JSON at all.
            value = null;
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
