// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text.RegularExpressions;

namespace Sluice.Core.Conditions;

/// <summary>
/// Times as ISO 8601 and RFC 3339 write them: <c>2026-01-31T12:00:00.5Z</c>. Seconds and fraction may be missing; a time of day needs its
/// offset, a day alone begins in UTC. What is finer than 100 ns is cut off.
/// </summary>
internal static partial class IsoTime
{
    public static bool TryParse(string text, out DateTimeOffset time)
    {
        time = default;
        var match = Form().Match(text);
        if (!match.Success)
        {
            return false;
        }

        string Part(string name, string otherwise) => match.Groups[name] is { Success: true } part ? part.Value : otherwise;
        var fraction = Part("fraction", "").PadRight(7, '0')[..7];
        var zone = Part("zone", "Z") is var found && found is "Z" or "z" ? "+00:00" : found;
        return DateTimeOffset.TryParseExact(
            $"{Part("date", "")}T{Part("minute", "00:00")}:{Part("second", "00")}.{fraction}{zone}",
            "yyyy-MM-ddTHH:mm:ss.fffffffzzz",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out time);
    }

    [GeneratedRegex(
        @"\A(?<date>[0-9]{4}-[0-9]{2}-[0-9]{2})"
            + @"([Tt ](?<minute>[0-9]{2}:[0-9]{2})(:(?<second>[0-9]{2})(\.(?<fraction>[0-9]+))?)?(?<zone>[Zz]|[+-][0-9]{2}:[0-9]{2}))?\z",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
