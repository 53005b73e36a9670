// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Sluice.Testing.Matching.Operators;

/// <summary><c>$regex</c>: a text in which the expression is found. It has a second for a text; what takes longer says neither yes nor no.</summary>
internal sealed class RegexTest(Regex regex) : ValueTest
{
    public override string Expected => $"expected to match /{regex}/";

    public override bool Accepts(Found found) =>
        found.Candidates().Any(candidate => candidate.Kind == JsonValueKind.String && IsIn(Json.TextOf(candidate.Value!)));

    private bool IsIn(string text)
    {
        try
        {
            return regex.IsMatch(text);
        }
        catch (RegexMatchTimeoutException exception)
        {
            throw new PatternException(
                [],
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"/{regex}/ did not come to an end within {exception.MatchTimeout.TotalSeconds:0.#} s on a text of {text.Length} characters: write it so that no part of the text fits it in many ways."),
                exception);
        }
    }
}
