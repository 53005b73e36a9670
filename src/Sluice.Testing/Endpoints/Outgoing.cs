// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;

namespace Sluice.Testing.Endpoints;

/// <summary>What a case sends; its values are there, no <c>${…}</c> is left.</summary>
internal sealed record Outgoing
{
    /// <summary>A record's key, or a document's id; null for none.</summary>
    public string? Key { get; init; }

    /// <summary>The value; null for a tombstone, or to delete a document, unless there are <see cref="Bytes"/>.</summary>
    public JsonNode? Value { get; init; }

    /// <summary>Bytes that are sent as they are.</summary>
    public byte[]? Bytes { get; init; }

    /// <summary>Headers in their order; a name may come again.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> Headers { get; init; } = [];

    /// <summary>The partition; null lets the lane or the key decide.</summary>
    public int? Partition { get; init; }

    /// <summary>The method of a request.</summary>
    public string? Method { get; init; }

    /// <summary>The path of a request.</summary>
    public string? Path { get; init; }
}
