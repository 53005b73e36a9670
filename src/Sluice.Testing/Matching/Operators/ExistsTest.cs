// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Matching.Operators;

/// <summary><c>$exists</c>: there, even if it is null, or not there.</summary>
internal sealed class ExistsTest(bool expected) : ValueTest
{
    public override string Expected => expected ? "expected to be there" : "expected not to be there";

    public override bool Accepts(Found found) => found.Exists == expected;
}
