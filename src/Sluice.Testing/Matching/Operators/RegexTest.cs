// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using System.Text.RegularExpressions;

namespace Sluice.Testing.Matching.Operators;

/// <summary><c>$regex</c>: a text in which the expression is found. It has a second for a text.</summary>
internal sealed class RegexTest(Regex regex) : ValueTest
{
    public override string Expected => $"expected to match /{regex}/";

    public override bool Accepts(Found found) =>
        found.Candidates().Any(candidate => candidate.Kind == JsonValueKind.String && regex.IsMatch(Json.TextOf(candidate.Value!)));
}
