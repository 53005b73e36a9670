// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text.Json.Nodes;
using Sluice.Testing.Matching;

namespace Sluice.Testing.Expectations;

/// <summary>What is expected at an endpoint: match × count × order. Immutable.</summary>
/// <param name="Pattern">What a record or document must be to count.</param>
/// <param name="Count">How many of them.</param>
/// <param name="Order">The patterns of those that count, one after the other; empty for any order.</param>
internal sealed record Expectation(RecordPattern Pattern, CountRange Count, IReadOnlyList<RecordPattern> Order)
{
    /// <summary>Whether a pattern names a document's own id.</summary>
    public bool AsksForId => Order.Append(Pattern).Any(pattern => (pattern.Written as JsonObject)?.ContainsKey("_id") == true);

    /// <summary>As it stands in a failure, without its time: <c>1 matching</c>.</summary>
    public override string ToString() => Count.IsNone ? "none matching" : string.Create(
        CultureInfo.InvariantCulture, $"{Count} matching{(Order.Count > 0 ? " in order" : "")}");
}
