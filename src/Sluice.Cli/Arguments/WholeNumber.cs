// SPDX-License-Identifier: Apache-2.0

using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace Sluice.Cli.Arguments;

/// <summary>Whole numbers within bounds.</summary>
internal static class WholeNumber
{
    public static Func<ArgumentResult, T?> Between<T>(T minimum, T maximum)
        where T : struct, IBinaryInteger<T> =>
        argument => Parse(argument, argument.Tokens[0].Value, minimum, maximum);

    public static Func<ArgumentResult, T[]> EachBetween<T>(T minimum, T maximum)
        where T : struct, IBinaryInteger<T> =>
        argument => [.. argument.Tokens.Select(token => Parse(argument, token.Value, minimum, maximum) ?? default)];

    private static T? Parse<T>(ArgumentResult argument, string text, T minimum, T maximum)
        where T : struct, IBinaryInteger<T>
    {
        if (T.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= minimum && number <= maximum)
        {
            return number;
        }

        argument.AddError($"{Names.Of(argument)} \"{text}\" is not a whole number from {minimum} to {maximum}");
        return null;
    }
}
