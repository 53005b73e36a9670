// SPDX-License-Identifier: Apache-2.0

using System.CommandLine.Parsing;
using System.Globalization;

namespace Sluice.Cli.Arguments;

/// <summary>Durations as people type them: <c>500ms</c>, <c>10s</c>, <c>2m</c>; a number alone means seconds.</summary>
internal static class Duration
{
    private static readonly (string Suffix, double Milliseconds)[] Units = [("ms", 1), ("s", 1000), ("m", 60_000)];

    public static TimeSpan? Parse(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        if (TryParse(text, out var duration))
        {
            return duration;
        }

        argument.AddError($"{Names.Of(argument)} \"{text}\" is not a time above 0 and up to 1 hour, such as 500ms, 10s or 2m");
        return null;
    }

    public static bool TryParse(string text, out TimeSpan duration)
    {
        var (suffix, milliseconds) = Array.Find(Units, unit => text.EndsWith(unit.Suffix, StringComparison.Ordinal));
        var digits = text[..^(suffix?.Length ?? 0)];
        duration = default;
        if (!double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        var total = number * (suffix is null ? 1000 : milliseconds);
        if (total is < 1 or > 3_600_000)
        {
            return false;
        }

        duration = TimeSpan.FromMilliseconds(total);
        return true;
    }
}
