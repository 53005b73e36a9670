// SPDX-License-Identifier: Apache-2.0

using Sluice.Testing.Results;

namespace Sluice.Testing.Matching.Operators;

/// <summary>Several operators on one value, and <c>$and</c>.</summary>
internal sealed class AndTest(IReadOnlyList<ValueTest> parts) : ValueTest
{
    public override string Expected => string.Join(" and ", parts.Select(part => part.Expected));

    public override bool Accepts(Found found) => parts.All(part => part.Accepts(found));

    // Each by its own value, as in MongoDB.
    public override bool AcceptsAny(IReadOnlyList<Found> found) => parts.All(part => part.AcceptsAny(found));

    public override void Explain(string path, Found found, ICollection<Difference> differences)
    {
        foreach (var part in parts)
        {
            part.Explain(path, found, differences);
        }
    }
}
