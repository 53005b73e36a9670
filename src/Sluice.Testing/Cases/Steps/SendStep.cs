// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;
using Sluice.Testing.Files;

namespace Sluice.Testing.Cases.Steps;

/// <summary>Sends a record, a document or a request.</summary>
internal sealed record SendStep(MapNode Node, string Subject) : Step(Node, "send", Subject)
{
    /// <summary>A record's key, or a document's id.</summary>
    public JsonNode? Key { get; init; }

    /// <summary>The value.</summary>
    public JsonNode? Value { get; init; }

    /// <summary>Whether there is a value at all, null being a tombstone.</summary>
    public bool HasValue { get; init; }

    /// <summary>Bytes that are sent as they are, in base64.</summary>
    public string? Bytes { get; init; }

    /// <summary>Headers by name; a list sends one several times.</summary>
    public JsonObject? Headers { get; init; }

    /// <summary>The partition.</summary>
    public int? Partition { get; init; }

    /// <summary>The method of a request.</summary>
    public string? Method { get; init; }

    /// <summary>The path of a request.</summary>
    public string? Path { get; init; }
}
