// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;

namespace Sluice.Testing.Matching.Operators;

/// <summary><c>$literal</c>: this very value, whatever its keys begin with.</summary>
internal sealed class LiteralTest(JsonNode? expected) : ValueTest
{
    public override string Expected => $"expected {Json.Show(expected)}";

    public override bool Accepts(Found found) => found.Exists && Json.AreEqual(found.Value, expected);
}
