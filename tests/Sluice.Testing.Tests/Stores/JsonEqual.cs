// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Testing.Stores.Mongo;

namespace Sluice.Testing.Tests.Stores;

/// <summary>Compares by value: numbers by their digits, fields in any order.</summary>
internal static class JsonEqual
{
    public static void Check(JsonNode? actual, JsonNode? expected) =>
        Same(actual, expected).ShouldBeTrue($"{actual?.ToJsonString() ?? "null"} instead of {expected?.ToJsonString() ?? "null"}");

    private static bool Same(JsonNode? one, JsonNode? other) => (one, other) switch
    {
        (null, null) => true,
        (JsonObject left, JsonObject right) => left.Count == right.Count
            && left.All(field => right.TryGetPropertyValue(field.Key, out var value) && Same(field.Value, value)),
        (JsonArray left, JsonArray right) => left.Count == right.Count && left.Zip(right).All(pair => Same(pair.First, pair.Second)),
        (JsonValue left, JsonValue right) => left.GetValueKind() == right.GetValueKind() && (left.GetValueKind() == JsonValueKind.Number
            ? DecimalText.IsSame(left.ToJsonString(), right.ToJsonString()) : left.ToJsonString() == right.ToJsonString()),
        _ => false,
    };
}
