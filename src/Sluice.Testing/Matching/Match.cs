// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sluice.Testing.Matching;

/// <summary>
/// A pattern for the value of a record or document, from code: the same as a case file's <c>match</c>. Immutable and thread-safe.
/// </summary>
/// <example><c>Match.Subset(new { status = "ACCEPTED", total = Is.Approx(12.5) })</c></example>
public sealed class Match
{
    private Match(JsonNode? pattern, bool isStrict)
    {
        Pattern = pattern;
        IsStrict = isStrict;
        _ = Matcher.Parse(pattern, isStrict);
    }

    /// <summary>The pattern as JSON.</summary>
    public JsonNode? Pattern { get; }

    /// <summary>Whether fields that the pattern does not name are ruled out.</summary>
    public bool IsStrict { get; }

    /// <summary>What has these fields, and any other ones.</summary>
    /// <param name="pattern">An anonymous object, a type of your own or a <see cref="JsonNode"/>; names stay as they are written.</param>
    /// <exception cref="PatternException">It has an operator that there is not, or an operand of the wrong kind.</exception>
    public static Match Subset(object? pattern) => new(Matching.Json.Of(pattern), isStrict: false);

    /// <summary>What has these fields and, at any depth, no other ones.</summary>
    /// <inheritdoc cref="Subset"/>
    public static Match Strict(object? pattern) => new(Matching.Json.Of(pattern), isStrict: true);

    /// <summary>The same as <see cref="Subset"/>, from a text of JSON.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <exception cref="PatternException">It has an operator that there is not, or an operand of the wrong kind.</exception>
    public static Match Json(string pattern) => new(JsonNode.Parse(pattern), isStrict: false);
}
