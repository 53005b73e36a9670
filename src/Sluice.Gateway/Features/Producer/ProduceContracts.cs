// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sluice.Gateway.Features.Producer;

/// <summary>Records to be written, in the order they shall have within their partitions.</summary>
/// <param name="Records">At least one record.</param>
internal sealed record ProduceRequest([property: JsonPropertyName("records")] IReadOnlyList<ProduceRecord> Records);

/// <summary>A record to be written.</summary>
/// <param name="Value">A string is stored as its text, null as a tombstone, any other JSON as its exact characters.</param>
internal sealed record ProduceRecord([property: JsonPropertyName("value")] JsonElement Value)
{
    /// <summary>Stored like the value; null or nothing for no key.</summary>
    [JsonPropertyName("key")]
    public JsonElement? Key { get; init; }

    /// <summary>The partition to write to; left out, the key decides as it does for Java producers.</summary>
    [JsonPropertyName("partition")]
    public int? Partition { get; init; }

    /// <summary>Headers in their order; keys may repeat.</summary>
    [JsonPropertyName("headers")]
    public IReadOnlyList<ProduceHeader>? Headers { get; init; }

    /// <summary>Milliseconds since the Unix epoch; left out, the moment of writing.</summary>
    [JsonPropertyName("timestamp")]
    public long? Timestamp { get; init; }
}

/// <summary>A header of a record.</summary>
/// <param name="Key">The header's key.</param>
/// <param name="Value">Stored like a record's value; may be null.</param>
internal sealed record ProduceHeader(
    [property: JsonPropertyName("key")] string Key, [property: JsonPropertyName("value")] JsonElement Value);

/// <summary>Where the records are, in the request's order.</summary>
/// <param name="Offsets">One entry a record.</param>
internal sealed record ProduceAnswer([property: JsonPropertyName("offsets")] IReadOnlyList<WrittenOffset> Offsets);

/// <summary>Where a record is.</summary>
/// <param name="Partition">The partition it was written to.</param>
/// <param name="Offset">Its offset there.</param>
internal sealed record WrittenOffset(
    [property: JsonPropertyName("partition")] int Partition, [property: JsonPropertyName("offset")] long Offset);
