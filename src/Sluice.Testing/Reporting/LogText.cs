// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Sluice.Testing.Reporting;

/// <summary>
/// Makes text safe for a log that a CI runner reads or a terminal shows: what came in a record gives neither of them a command. Runners look
/// for <c>##vso[</c> and <c>##[</c> (Azure Pipelines), <c>##teamcity[</c>, and <c>::</c> at the beginning of a line (GitHub Actions); terminals
/// and GitLab for control characters.
/// </summary>
internal static partial class LogText
{
    private const char Hidden = '·';

    /// <summary>The text with those marks broken by a space, and all that cannot be seen but line breaks and tabs replaced by a dot.</summary>
    public static string Guard(string text)
    {
        var seen = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            seen.Append(IsHidden(character) ? Hidden : character);
        }

        return Commands().Replace(seen.ToString(), match => match.Groups[1].Success ? $"{match.Groups[1].Value} [" : $"{match.Groups[2].Value}: :");
    }

    // Runners compare by a culture, which passes over what has no width: such characters go first.
    private static bool IsHidden(char character) => character is not ('\n' or '\t') && CharUnicodeInfo.GetUnicodeCategory(character)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    [GeneratedRegex(@"(\#\#\w*)\[|^(\s*)::", RegexOptions.Multiline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Commands();
}
