// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Testing.Matching;

namespace Sluice.Testing.Recording;

/// <summary>Makes a pattern of two values of the same meaning: what is the same in both is expected, what differs is volatile.</summary>
internal static class Merging
{
    /// <summary>The pattern. Ids are <c>${id}</c> in both by now.</summary>
    public static JsonNode? Merge(JsonNode? first, JsonNode? second) => (first, second) switch
    {
        (JsonObject one, JsonObject other) => Escape(new JsonObject(
            one.Where(field => other.ContainsKey(field.Key)).Select(field => KeyValuePair.Create(field.Key, Merge(field.Value, other[field.Key]))))),
        (JsonArray one, JsonArray other) when one.Count == other.Count => new JsonArray([.. one.Zip(other).Select(pair => Merge(pair.First, pair.Second))]),
        (JsonArray, JsonArray) => new JsonObject { ["$type"] = "array" },
        _ when Json.AreEqual(first, second) => first?.DeepClone(),
        (JsonValue one, JsonValue other) when one.GetValueKind() == JsonValueKind.Number && other.GetValueKind() == JsonValueKind.Number => new JsonObject { ["$type"] = "number" },
        _ when Json.IsMoment(first, out _) && Json.IsMoment(second, out _) => new JsonObject { ["$type"] = "date" },
        _ => new JsonObject { ["$any"] = true },
    };

    /// <summary>The value with the case's id in the place of the recorded one, and with what looks like an expression left as it is.</summary>
    public static JsonNode? WithId(JsonNode? value, string? id) => value switch
    {
        JsonObject fields => new JsonObject(fields.Select(field => KeyValuePair.Create(TextWithId(field.Key, id), WithId(field.Value, id)))),
        JsonArray items => new JsonArray([.. items.Select(item => WithId(item, id))]),
        JsonValue text when text.GetValueKind() == JsonValueKind.String => TextWithId(text.GetValue<string>(), id),
        JsonValue number when id is not null && number.ToJsonString() == id => "${id}",
        _ => value?.DeepClone(),
    };

    public static string TextWithId(string text, string? id)
    {
        var plain = text.Replace("${", "$${", StringComparison.Ordinal);
        return string.IsNullOrEmpty(id) ? plain : plain.Replace(id, "${id}", StringComparison.Ordinal);
    }

    // A field that is named like an operator is meant as it stands.
    private static JsonObject Escape(JsonObject merged) =>
        merged.Any(field => field.Key.StartsWith('$')) && !merged.Any(field => field.Key.StartsWith("${", StringComparison.Ordinal))
            ? new JsonObject { ["$literal"] = merged } : merged;
}
