// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;
using Sluice.Testing.Files;

namespace Sluice.Testing.Cases.Steps;

/// <summary>Answers requests in a dependency's place.</summary>
internal sealed record StubStep(MapNode Node, string Subject) : Step(Node, "stub", Subject)
{
    /// <summary>Which requests: <c>method</c>, <c>path</c>, <c>headers</c>, <c>match</c>.</summary>
    public JsonObject? Request { get; init; }

    /// <summary>The answer's status.</summary>
    public int Status { get; init; } = 200;

    /// <summary>The answer's headers.</summary>
    public JsonObject? Headers { get; init; }

    /// <summary>The answer's body.</summary>
    public JsonNode? Value { get; init; }

    /// <summary>Whether there is a body.</summary>
    public bool HasValue { get; init; }

    /// <summary>The answer's body as bytes, in base64.</summary>
    public string? Bytes { get; init; }

    /// <summary>How late it answers.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>How often it answers; null for always.</summary>
    public int? Times { get; init; }
}
