// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;
using Sluice.Testing.Results;

namespace Sluice.Testing.Matching.Operators;

/// <summary><c>$all</c>: an array that has each of these; a single value counts as an array of it, as in MongoDB.</summary>
internal sealed class AllTest(IReadOnlyList<(ValueTest Test, string Shown)> parts) : ValueTest
{
    public override string Expected => $"expected all of {string.Join(", ", parts.Select(part => part.Shown))}";

    public override bool Accepts(Found found) => parts.Count > 0 && found.Exists && parts.All(part => Has(found, part.Test));

    public override void Explain(string path, Found found, ICollection<Difference> differences)
    {
        if (!found.Exists || parts.Count == 0)
        {
            base.Explain(path, found, differences);
            return;
        }

        foreach (var (_, shown) in parts.Where(part => !Has(found, part.Test)))
        {
            differences.Add(new(path.Length == 0 ? "value" : path, $"missing {shown}", null));
        }
    }

    private static bool Has(Found found, ValueTest test) =>
        found.Value is JsonArray array ? array.Any(element => test.Accepts(Found.Of(element))) : test.Accepts(found);
}
