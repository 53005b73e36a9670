// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Matching.Operators;

/// <summary><c>$any</c>: there and not null, whatever it is.</summary>
internal sealed class AnyTest : ValueTest
{
    public override string Expected => "expected any value";

    public override bool Accepts(Found found) => found.Value is not null;
}
