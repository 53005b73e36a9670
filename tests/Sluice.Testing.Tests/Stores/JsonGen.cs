// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text.Json.Nodes;
using CsCheck;

namespace Sluice.Testing.Tests.Stores;

/// <summary>JSON documents of any shape.</summary>
internal static class JsonGen
{
    public static readonly Gen<JsonNode?> Number = Gen.OneOf(
        Gen.Long.Select(number => number.ToString(CultureInfo.InvariantCulture)),
        Gen.Int[-5, 5].Select(number => number.ToString(CultureInfo.InvariantCulture)),
        Gen.Double.Where(double.IsFinite).Select(number => number.ToString("R", CultureInfo.InvariantCulture)),
        Gen.Decimal.Select(number => number.ToString(CultureInfo.InvariantCulture)),
        Gen.Const("12.50"),
        Gen.Const("1E+3")).Select(text => JsonNode.Parse(text));

    public static Gen<string> Text(int shortest) =>
        Gen.OneOf(Gen.Char['a', 'z'], Gen.Char[' ', '~'], Gen.Char['\u0001', '\u02ff'], Gen.Char['一', '丿']).Array[shortest, 8].Select(letters => new string(letters));

    public static Gen<JsonObject> Object(Gen<string> names, Gen<JsonNode?> numbers, int depth = 3) =>
        Gen.Select(names, Node(names, numbers, depth)).Array[0, 4].Select(fields =>
        {
            var json = new JsonObject();
            foreach (var (name, value) in fields)
            {
                json[name] = value?.DeepClone();
            }

            return json;
        });

    private static Gen<JsonNode?> Node(Gen<string> names, Gen<JsonNode?> numbers, int depth)
    {
        var leaf = Gen.OneOf(
            numbers, Text(0).Select(text => (JsonNode?)JsonValue.Create(text)), Gen.Bool.Select(flag => (JsonNode?)JsonValue.Create(flag)), Gen.Const((JsonNode?)null));
        return depth == 0 ? leaf : Gen.OneOf(
            leaf,
            Object(names, numbers, depth - 1).Select(fields => (JsonNode?)fields),
            Node(names, numbers, depth - 1).Array[0, 3].Select(items => (JsonNode?)new JsonArray([.. items.Select(item => item?.DeepClone())])));
    }
}
