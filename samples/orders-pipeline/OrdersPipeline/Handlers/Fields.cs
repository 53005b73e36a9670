// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OrdersPipeline.Handlers;

/// <summary>Reads what a record must hold, and says what is wrong with it.</summary>
internal static class Fields
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static JsonObject Parse(byte[] value)
    {
        try
        {
            var fields = JsonNode.Parse(Utf8.GetString(value), documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false });
            return fields as JsonObject ?? throw new InvalidRecordException("the value is not a JSON object");
        }
        catch (Exception wrong) when (wrong is JsonException or ArgumentException)
        {
            throw new InvalidRecordException("the value is not JSON");
        }
    }

    public static string Text(this JsonObject fields, string name) =>
        fields.OptionalText(name) ?? throw new InvalidRecordException($"{name} is missing");

    public static string? OptionalText(this JsonObject fields, string name) => fields[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<string>(out var text) && text.Length > 0 => text,
        _ => throw new InvalidRecordException($"{name} is not a text"),
    };

    public static JsonNode Amount(this JsonObject fields, string name) =>
        fields[name] is JsonValue value && value.TryGetValue<decimal>(out var amount) && amount >= 0
            ? value.DeepClone()
            : throw new InvalidRecordException($"{name} is not an amount");

    public static JsonArray? OptionalList(this JsonObject fields, string name) => fields[name] switch
    {
        null => null,
        JsonArray items => (JsonArray)items.DeepClone(),
        _ => throw new InvalidRecordException($"{name} is not a list"),
    };

    public static JsonObject Object(this JsonObject fields, string name) =>
        fields[name] as JsonObject ?? throw new InvalidRecordException($"{name} is not an object");

    /// <summary>A tombstone has nothing but its key.</summary>
    public static byte[] RequiredKey(this InputRecord record) =>
        record.Message.Key is { Length: > 0 } key ? key : throw new InvalidRecordException("a tombstone needs a key");

    /// <summary>When the record was written, which stays the same however often it is read.</summary>
    public static string Time(this InputRecord record) =>
        record.Message.Timestamp.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static Dictionary<string, byte[]> HeaderValues(this InputRecord record)
    {
        var headers = new Dictionary<string, byte[]>();
        foreach (var header in record.Message.Headers)
        {
            headers[header.Key] = header.GetValueBytes();
        }

        return headers;
    }
}
