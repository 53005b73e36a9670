// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;

namespace Sluice.Testing.Matching.Operators;

/// <summary><c>$elemMatch</c>: an array with one element that is all of this.</summary>
internal sealed class ElementTest(ValueTest element) : ValueTest
{
    public override string Expected => $"expected an element: {element.Expected}";

    public override bool Accepts(Found found) => found.Value is JsonArray array && array.Any(each => element.Accepts(Found.Of(each)));
}
