// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Matching.Operators;

/// <summary><c>$in</c>: equal to one of several.</summary>
internal sealed class AnyOfTest(IReadOnlyList<ValueTest> options, string shown) : ValueTest
{
    public override string Expected => options.Count == 0 ? "expected one of nothing: the list is empty" : $"expected one of {shown}";

    public override bool Accepts(Found found) => options.Any(option => option.Accepts(found));
}
