// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sluice.Testing.Matching.Operators;

/// <summary><c>$approx</c>: a number as near as this; without a distance, a billionth of it, which rounding alone does not reach.</summary>
internal sealed class ApproxTest(double value, double? within) : ValueTest
{
    private readonly double _within = within ?? Math.Max(Math.Abs(value), 1) * 1e-9;

    public override string Expected => within is null
        ? string.Create(CultureInfo.InvariantCulture, $"expected about {value}")
        : string.Create(CultureInfo.InvariantCulture, $"expected {value} ± {within}");

    public override bool Accepts(Found found) =>
        found.Candidates().Any(candidate => candidate.Kind == JsonValueKind.Number && Math.Abs(NumberOf(candidate.Value!) - value) <= _within);

    // Compared as doubles; a value read as a decimal does not convert by itself.
    private static double NumberOf(JsonNode node) => double.Parse(node.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture);
}
