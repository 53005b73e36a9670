// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using Sluice.Cli.Arguments;

namespace Sluice.Cli.Groups;

/// <summary>The options that the commands about groups share.</summary>
internal static class GroupOptions
{
    public static Option<string> Group() => new("--group", "-g") { Description = "The consumer group.", HelpName = "id", Required = true };

    public static ChoiceOption Output() => new("--output", ["-o"], "text", "json") { Description = "text for people, json for programs." };
}
