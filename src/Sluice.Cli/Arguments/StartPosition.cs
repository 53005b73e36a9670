// SPDX-License-Identifier: Apache-2.0

using System.CommandLine.Parsing;
using System.Globalization;
using Sluice.Core.Reading;

namespace Sluice.Cli.Arguments;

/// <summary>Where <c>consume</c> begins: a position of Core, or so many records before the end.</summary>
internal readonly record struct StartPosition(ReadPosition Position, long? BeforeEnd = null)
{
    public static StartPosition Parse(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        if (TryParse(text, out var position))
        {
            return position;
        }

        argument.AddError(
            $"{Names.Of(argument)} \"{text}\" is none of earliest, latest, an offset (42), the last so many records (-10), "
            + "time:MILLISECONDS since 1970, or an ISO 8601 time (2026-01-31T12:00:00Z; UTC if no offset is given)");
        return default;
    }

    public static bool TryParse(string text, out StartPosition position)
    {
        const string TimePrefix = "time:";
        var culture = CultureInfo.InvariantCulture;
        position = default;
        if (text is "earliest" or "latest")
        {
            position = new(text == "earliest" ? ReadPosition.Earliest : ReadPosition.Latest);
        }
        else if (text.StartsWith('-') && long.TryParse(text.AsSpan(1), NumberStyles.None, culture, out var last))
        {
            position = new(ReadPosition.Latest, last);
        }
        else if (long.TryParse(text, NumberStyles.None, culture, out var offset))
        {
            position = new(ReadPosition.Offset(offset));
        }
        else if (text.StartsWith(TimePrefix, StringComparison.Ordinal)
            && long.TryParse(text.AsSpan(TimePrefix.Length), NumberStyles.None, culture, out var milliseconds))
        {
            position = new(ReadPosition.Time(milliseconds));
        }
        else if (text.Contains('-', StringComparison.Ordinal)
            && DateTimeOffset.TryParse(text, culture, DateTimeStyles.AssumeUniversal, out var time))
        {
            position = new(ReadPosition.Time(time.ToUnixTimeMilliseconds()));
        }
        else
        {
            return false;
        }

        return true;
    }
}
