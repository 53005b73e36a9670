// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text.RegularExpressions;

namespace Sluice.Testing.Values;

/// <summary>Times as files have them: <c>500ms</c>, <c>10s</c>, <c>1.5m</c>, <c>1h</c>.</summary>
internal static partial class Duration
{
    public const string Form = "a time such as 500ms, 10s, 1.5m or 1h";

    public static TimeSpan? Parse(string text)
    {
        if (Written().Match(text) is not { Success: true } match
            || !decimal.TryParse(match.Groups["number"].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            || number > 1_000_000)
        {
            return null;
        }

        var milliseconds = number * match.Groups["unit"].Value switch { "ms" => 1, "s" => 1_000, "m" => 60_000, _ => 3_600_000 };
        return TimeSpan.FromMilliseconds((double)milliseconds);
    }

    /// <summary>The time in its largest unit without a fraction, as it would be written.</summary>
    public static string Show(TimeSpan time)
    {
        var milliseconds = (long)time.TotalMilliseconds;
        var (divisor, unit) = milliseconds switch
        {
            0 => (1, "s"),
            _ when milliseconds % 3_600_000 == 0 => (3_600_000, "h"),
            _ when milliseconds % 60_000 == 0 => (60_000, "m"),
            _ when milliseconds % 1_000 == 0 => (1_000, "s"),
            _ => (1, "ms"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{milliseconds / divisor}{unit}");
    }

    [GeneratedRegex(@"^(?<number>[0-9]{1,9}(\.[0-9]{1,6})?)\s*(?<unit>ms|s|m|h)$")]
    private static partial Regex Written();
}
