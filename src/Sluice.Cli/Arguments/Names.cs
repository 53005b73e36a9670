// SPDX-License-Identifier: Apache-2.0

using System.CommandLine.Parsing;

namespace Sluice.Cli.Arguments;

/// <summary>How an argument is called on the command line.</summary>
internal static class Names
{
    /// <summary><c>--option</c>, or <c>&lt;argument&gt;</c>.</summary>
    public static string Of(ArgumentResult argument) =>
        argument.Parent is OptionResult option ? option.Option.Name : $"<{argument.Argument.HelpName ?? argument.Argument.Name}>";
}
