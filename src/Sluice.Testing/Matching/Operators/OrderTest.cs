// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sluice.Testing.Matching.Operators;

/// <summary>
/// <c>$gt</c>, <c>$gte</c>, <c>$lt</c>, <c>$lte</c>: of numbers, of texts by their characters, and of two moments by ISO 8601 as moments.
/// What is of another kind is neither above nor below.
/// </summary>
internal sealed class OrderTest(string sign, JsonNode bound, Func<int, bool> fits) : ValueTest
{
    public override string Expected => $"expected {sign} {Json.Show(bound)}";

    public override bool Accepts(Found found) => found.Candidates().Any(candidate => Compare(candidate) is { } order && fits(order));

    private int? Compare(Found candidate)
    {
        if (candidate.Kind != bound.GetValueKind())
        {
            return null;
        }

        return candidate.Kind switch
        {
            JsonValueKind.Number => JsonNumber.Of(candidate.Value!).CompareTo(JsonNumber.Of(bound)),
            _ when Json.IsMoment(candidate.Value, out var moment) && Json.IsMoment(bound, out var other) => moment.CompareTo(other),
            _ => string.CompareOrdinal(Json.TextOf(candidate.Value!), Json.TextOf(bound)),
        };
    }
}
