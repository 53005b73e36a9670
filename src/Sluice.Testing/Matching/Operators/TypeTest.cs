// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Matching.Operators;

/// <summary><c>$type</c>: of one of these types.</summary>
internal sealed class TypeTest(IReadOnlyList<JsonType> types) : ValueTest
{
    public override string Expected => $"expected type {string.Join(" or ", types.Select(type => type.Name))}";

    public override bool Accepts(Found found) => found.Exists && found.Candidates().Any(candidate => types.Any(type => type.Has(candidate)));
}
