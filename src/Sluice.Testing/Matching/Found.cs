// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sluice.Testing.Matching;

/// <summary>What lies at a path: a value, which may be JSON's null, or nothing at all.</summary>
internal readonly record struct Found(bool Exists, JsonNode? Value)
{
    public static readonly Found Nothing;

    public static Found Of(JsonNode? value) => new(true, value);

    public JsonValueKind Kind => !Exists ? JsonValueKind.Undefined : Value?.GetValueKind() ?? JsonValueKind.Null;

    /// <summary>The value itself, and the elements of an array: MongoDB's operators ask whether any of them fits.</summary>
    public IEnumerable<Found> Candidates()
    {
        yield return this;
        if (Value is JsonArray array)
        {
            foreach (var element in array)
            {
                yield return Of(element);
            }
        }
    }

    /// <summary>The value as a reader sees it in a difference.</summary>
    public string Shown => Exists ? Json.Show(Value) : "(missing)";
}
