// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text.Json.Nodes;

namespace Sluice.Testing.Matching;

/// <summary>A path of MongoDB: <c>customer.segment</c>, through arrays too (<c>lines.sku</c>, <c>lines.0.sku</c>).</summary>
internal sealed class DottedPath(string text) : FieldPath
{
    private readonly string[] _names = text.Split('.');

    public override string First => _names[0];

    public override string ToString() => text;

    public override bool IsMet(JsonObject root, ValueTest test) => test.AcceptsAny([.. Walk(root, 0)]);

    public override Found Nearest(JsonObject root, ValueTest test)
    {
        Found[] all = [.. Walk(root, 0)];
        return Array.Find(all, found => !test.Accepts(found)) is { Exists: true } refused ? refused : all[0];
    }

    private IEnumerable<Found> Walk(JsonNode? node, int depth)
    {
        if (depth == _names.Length)
        {
            return [Found.Of(node)];
        }

        switch (node)
        {
            case JsonObject value:
                return value.TryGetPropertyValue(_names[depth], out var field) ? Walk(field, depth + 1) : [Found.Nothing];
            case JsonArray array:
                var byIndex = int.TryParse(_names[depth], NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < array.Count
                    ? Walk(array[index], depth + 1)
                    : [];
                Found[] all = [.. byIndex, .. array.OfType<JsonObject>().SelectMany(element => Walk(element, depth))];
                return all.Length == 0 ? [Found.Nothing] : all;
            default:
                return [Found.Nothing];
        }
    }
}
