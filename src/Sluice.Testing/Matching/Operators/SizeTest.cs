// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;

namespace Sluice.Testing.Matching.Operators;

/// <summary><c>$size</c>: an array of so many elements.</summary>
internal sealed class SizeTest(int size) : ValueTest
{
    public override string Expected => $"expected an array of {size}";

    public override bool Accepts(Found found) => found.Value is JsonArray array && array.Count == size;
}
