// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sluice.Gateway.Features.Consumer;

/// <summary>What was read. The header <c>NextOffset</c> has the offset to ask for next.</summary>
/// <param name="Records">The records, by offset; empty at the readable end.</param>
internal sealed record ConsumeAnswer([property: JsonPropertyName("records")] IReadOnlyList<ConsumedRecord> Records);

/// <summary>A record.</summary>
/// <param name="Key">The key: a string, or null.</param>
/// <param name="Value">The value: a string, null for a tombstone, any JSON with <c>format=json</c>.</param>
/// <param name="Partition">The partition.</param>
/// <param name="Offset">The offset.</param>
/// <param name="Timestamp">Milliseconds since the Unix epoch; −1 if there is none.</param>
/// <param name="TimestampType"><c>CreateTime</c>, <c>LogAppendTime</c> or <c>NoTimestampType</c>.</param>
internal sealed record ConsumedRecord(
    [property: JsonPropertyName("key")] string? Key,
    [property: JsonPropertyName("value")] JsonElement Value,
    [property: JsonPropertyName("partition")] int Partition,
    [property: JsonPropertyName("offset")] long Offset,
    [property: JsonPropertyName("timestamp")] long Timestamp,
    [property: JsonPropertyName("timestampType")] string TimestampType)
{
    /// <summary><c>base64</c> if the key is that.</summary>
    [JsonPropertyName("key_encoding")]
    public string? KeyEncoding { get; init; }

    /// <summary><c>base64</c> if the value is that.</summary>
    [JsonPropertyName("value_encoding")]
    public string? ValueEncoding { get; init; }

    /// <summary>The headers in their order; left out if there are none.</summary>
    [JsonPropertyName("headers")]
    public IReadOnlyList<ConsumedHeader>? Headers { get; init; }
}

/// <summary>A header of a record.</summary>
/// <param name="Key">The header's key.</param>
/// <param name="Value">The header's value: a string, or null.</param>
internal sealed record ConsumedHeader(
    [property: JsonPropertyName("key")] string Key, [property: JsonPropertyName("value")] string? Value)
{
    /// <summary><c>base64</c> if the value is that.</summary>
    [JsonPropertyName("encoding")]
    public string? Encoding { get; init; }
}
