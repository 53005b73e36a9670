// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;

namespace Sluice.Core.Conditions;

/// <summary>Steps into JSON: <c>$.order.lines[0]['odd name']</c>; <c>[*]</c> goes into each element of an array.</summary>
internal sealed record JsonPath(IReadOnlyList<PathStep> Steps)
{
    public IEnumerable<JsonElement> Find(JsonElement root) =>
        Steps.Aggregate<PathStep, IEnumerable<JsonElement>>([root], (elements, step) => elements.SelectMany(step.Find));

    public bool Equals(JsonPath? other) => other is not null && Steps.SequenceEqual(other.Steps);

    public override int GetHashCode() => Steps.Aggregate(0, HashCode.Combine);

    public override string ToString() => "$" + string.Concat(Steps);
}
