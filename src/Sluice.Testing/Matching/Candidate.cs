// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;

namespace Sluice.Testing.Matching;

/// <summary>A record, a document or an answer, as patterns are held against it.</summary>
internal sealed record Candidate
{
    /// <summary>Where it lies: <c>orders-2@118</c>, or a document's id.</summary>
    public required string Place { get; init; }

    /// <summary>The value; null for a tombstone, and for what is not JSON.</summary>
    public JsonNode? Value { get; init; }

    /// <summary>What stands in a record's value and is not JSON, else null.</summary>
    public ReadOnlyMemory<byte>? Bytes { get; init; }

    /// <summary>Whether a record has no value at all.</summary>
    public bool IsTombstone { get; init; }

    /// <summary>A record's key as text.</summary>
    public string? Key { get; init; }

    /// <summary>A record's headers in their order; a name may come again.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> Headers { get; init; } = [];

    /// <summary>How header names are told apart: Kafka's by every letter, HTTP's whatever their case.</summary>
    public StringComparison HeaderNames { get; init; } = StringComparison.Ordinal;

    /// <summary>An answer's status.</summary>
    public int? Status { get; init; }

    /// <summary>A record's partition.</summary>
    public int? Partition { get; init; }

    /// <summary>A record's offset.</summary>
    public long? Offset { get; init; }

    /// <summary>A document's id in its store.</summary>
    public string? DocumentId { get; init; }

    /// <summary>The values of the headers of that name, in their order.</summary>
    public IEnumerable<string?> HeaderValues(string name) =>
        Headers.Where(header => header.Key.Equals(name, HeaderNames)).Select(header => header.Value);
}
