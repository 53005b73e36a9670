// SPDX-License-Identifier: Apache-2.0

using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sluice.Testing.Matching;

/// <summary>
/// A type of MongoDB's <c>$type</c>, by its name and its number, as far as JSON can tell it: a date is a text by ISO 8601, an object id one of
/// 24 hexadecimal digits, and any number is a double and a decimal.
/// </summary>
internal sealed record JsonType(string Name, int Number, Func<Found, bool> Has)
{
    public static IReadOnlyList<JsonType> All { get; } =
    [
        new("double", 1, found => found.Kind == JsonValueKind.Number),
        new("string", 2, found => found.Kind == JsonValueKind.String),
        new("object", 3, found => found.Kind == JsonValueKind.Object),
        new("array", 4, found => found.Kind == JsonValueKind.Array),
        new("objectId", 7, found => found.Kind == JsonValueKind.String && Json.TextOf(found.Value!) is { Length: 24 } id && id.All(char.IsAsciiHexDigit)),
        new("bool", 8, found => found.Kind is JsonValueKind.True or JsonValueKind.False),
        new("date", 9, found => Json.IsMoment(found.Value, out _)),
        new("null", 10, found => found.Kind == JsonValueKind.Null),
        new("int", 16, found => IsWhole(found.Value, int.MinValue, int.MaxValue)),
        new("long", 18, found => IsWhole(found.Value, long.MinValue, long.MaxValue)),
        new("decimal", 19, found => found.Kind == JsonValueKind.Number),
        new("number", 0, found => found.Kind == JsonValueKind.Number),
    ];

    private static bool IsWhole(JsonNode? value, long least, long most)
    {
        if (value?.GetValueKind() != JsonValueKind.Number)
        {
            return false;
        }

        var number = JsonNumber.Of(value);
        return number.IsWhole && number.CompareTo(new(new BigInteger(least), 0)) >= 0 && number.CompareTo(new(new BigInteger(most), 0)) <= 0;
    }
}
