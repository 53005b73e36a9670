// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;
using Sluice.Testing.Expectations;
using Sluice.Testing.Files;

namespace Sluice.Testing.Cases.Steps;

/// <summary>Waits for data, or rules it out.</summary>
internal sealed record ExpectStep(MapNode Node, string Subject) : Step(Node, "expect", Subject)
{
    /// <summary>How many.</summary>
    public required CountRange Count { get; init; }

    /// <summary>By when; null for the default.</summary>
    public TimeSpan? Within { get; init; }

    /// <summary>For how long it must hold; null if it only has to become true.</summary>
    public TimeSpan? During { get; init; }

    /// <summary>The value's pattern.</summary>
    public JsonNode? Match { get; init; }

    /// <summary>Whether fields that the pattern does not name are ruled out.</summary>
    public bool IsStrict { get; init; }

    /// <summary>The key's pattern.</summary>
    public JsonNode? Key { get; init; }

    /// <summary>The headers' patterns, by name.</summary>
    public JsonObject? Headers { get; init; }

    /// <summary>The partition.</summary>
    public int? Partition { get; init; }

    /// <summary>The pattern of an answer's status.</summary>
    public JsonNode? Status { get; init; }

    /// <summary>Whether a tombstone is expected.</summary>
    public bool IsTombstone { get; init; }

    /// <summary>The bytes of the value, in base64.</summary>
    public string? Bytes { get; init; }

    /// <summary>The values' patterns one after the other; empty for any order.</summary>
    public IReadOnlyList<JsonNode?> Order { get; init; } = [];

    /// <summary>The pattern that picks the case's own records; null for the endpoint's id.</summary>
    public JsonNode? Where { get; init; }

    /// <summary>Where reading begins; null for the case's bookmark.</summary>
    public StartDefinition? From { get; init; }

    /// <summary>The consumer group to read as; null for none.</summary>
    public string? Group { get; init; }

    /// <summary>What the group commits.</summary>
    public CommitDefinition? Commit { get; init; }

    /// <summary>Values to keep from the first match: selectors by name.</summary>
    public IReadOnlyDictionary<string, string> Set { get; init; } = new Dictionary<string, string>();
}
