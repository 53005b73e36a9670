// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Sluice.Cli.Arguments;
using Sluice.Core.Errors;

namespace Sluice.Cli.Output;

/// <summary>Says in one line what is wrong with a command line, and where its help is.</summary>
internal static class UsageErrors
{
    /// <summary>True if there was something to report.</summary>
    public static bool Report(ParseResult parsed, Terminal terminal)
    {
        if (parsed.Action is not ParseErrorAction)
        {
            return false;
        }

        var fault = Describe(parsed);
        terminal.WriteError($"{fault}{(fault.EndsWith('?') ? "" : ".")} See: {PathOf(parsed.CommandResult)} --help");
        return true;
    }

    private static string Describe(ParseResult parsed)
    {
        if (parsed.UnmatchedTokens.Count > 0)
        {
            return DescribeUnknown(parsed.UnmatchedTokens[0], parsed.CommandResult.Command);
        }

        var error = parsed.Errors[0];
        return error.SymbolResult switch
        {
            ArgumentResult { Tokens.Count: 0, Parent: CommandResult } missing => $"{Names.Of(missing)} is missing",
            CommandResult { Command.Arguments.Count: > 0 } command => $"<{command.Command.Arguments[0].Name}> is missing",
            _ => error.Message.TrimEnd('.'),
        };
    }

    private static string DescribeUnknown(string token, Command command)
    {
        var isOption = token.StartsWith('-');
        var names = isOption
            ? command.Options.SelectMany(option => option.Aliases.Prepend(option.Name))
            : command.Subcommands.Select(subcommand => subcommand.Name);
        var text = isOption ? $"unknown option {token}"
            : command.Subcommands.Count > 0 ? $"unknown command \"{token}\""
            : $"unexpected \"{token}\"";
        return Suggestion.For(token, names) is { } nearest ? $"{text}; did you mean {nearest}?" : text;
    }

    private static string PathOf(CommandResult result) =>
        result.Parent is CommandResult parent ? $"{PathOf(parent)} {result.Command.Name}" : "sluice";
}
