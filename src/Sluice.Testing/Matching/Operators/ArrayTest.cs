// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text.Json.Nodes;
using Sluice.Testing.Results;

namespace Sluice.Testing.Matching.Operators;

/// <summary>An array in a pattern: as many elements in this order, each matched as a pattern of its own.</summary>
internal sealed class ArrayTest(IReadOnlyList<ValueTest> elements) : ValueTest
{
    public override string Expected => $"expected an array of {elements.Count}";

    public override bool Accepts(Found found) => found.Value is JsonArray array && array.Count == elements.Count
        && array.Zip(elements).All(pair => pair.Second.Accepts(Found.Of(pair.First)));

    public override void Explain(string path, Found found, ICollection<Difference> differences)
    {
        if (found.Value is not JsonArray array || array.Count != elements.Count)
        {
            base.Explain(path, found, differences);
            return;
        }

        for (var i = 0; i < array.Count; i++)
        {
            elements[i].Explain(string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), Found.Of(array[i]), differences);
        }
    }
}
