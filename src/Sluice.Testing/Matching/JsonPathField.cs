// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;

namespace Sluice.Testing.Matching;

/// <summary>A key that begins with <c>$.</c>: what a JSONPath finds. Where it can find several, they are an array to the test.</summary>
internal sealed class JsonPathField(JsonPath path) : FieldPath
{
    public override string First => path.First;

    public override string ToString() => path.Text[2..];

    public override bool IsMet(JsonObject root, ValueTest test) => test.Accepts(Nearest(root, test));

    public override Found Nearest(JsonObject root, ValueTest test)
    {
        var found = path.Select(root);
        return path.IsDefinite
            ? found.Count == 0 ? Found.Nothing : Found.Of(found[0])
            : Found.Of(new JsonArray([.. found.Select(value => value?.DeepClone())]));
    }
}
