// SPDX-License-Identifier: Apache-2.0

using System.CommandLine.Parsing;

namespace Sluice.Cli.Arguments;

/// <summary>Options of the form <c>name=value</c> that may be repeated; the value may be empty and hold further <c>=</c>.</summary>
internal static class NameValue
{
    public static KeyValuePair<string, string>[] ParseEach(ArgumentResult argument)
    {
        var pairs = new List<KeyValuePair<string, string>>(argument.Tokens.Count);
        foreach (var token in argument.Tokens)
        {
            var equals = token.Value.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                // The text is not shown: a password may stand in it.
                argument.AddError($"{Names.Of(argument)} takes name=value");
                return [];
            }

            pairs.Add(new(token.Value[..equals], token.Value[(equals + 1)..]));
        }

        return [.. pairs];
    }
}
