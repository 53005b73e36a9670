// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;

namespace Sluice.Cli.Arguments;

/// <summary>An option that takes one of a few words, the first by default.</summary>
internal sealed class ChoiceOption : Option<string>
{
    public ChoiceOption(string name, string[] aliases, params string[] choices)
        : base(name, aliases)
    {
        HelpName = string.Join('|', choices);
        DefaultValueFactory = _ => choices[0];
        CompletionSources.Add(choices);
        CustomParser = argument =>
        {
            var word = argument.Tokens[0].Value;
            if (!choices.Contains(word))
            {
                argument.AddError($"{name} \"{word}\" is none of {string.Join(", ", choices)}");
            }

            return word;
        };
    }
}
