// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;

namespace Sluice.Testing.Matching.Operators;

/// <summary><c>$eq</c>, and a plain value: equal to it or an array that has it; null is also what is not there, as in MongoDB.</summary>
internal sealed class EqualTest(JsonNode? expected) : ValueTest
{
    public override string Expected => $"expected {Json.Show(expected)}";

    public override bool Accepts(Found found) =>
        found.Exists ? found.Candidates().Any(candidate => Json.AreEqual(candidate.Value, expected)) : expected is null;
}
