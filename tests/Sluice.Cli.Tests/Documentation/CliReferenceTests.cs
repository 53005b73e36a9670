// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using System.CommandLine.Help;
using System.Text.RegularExpressions;
using Sluice.Cli.Commands;
using Sluice.Cli.Output;

namespace Sluice.Cli.Tests.Documentation;

public sealed class CliReferenceTests
{
    [Fact]
    public async Task Reference_ShouldNameEveryCommandWithItsOptions_AndNoOther()
    {
        var page = await Repository.ReadAsync("docs/reference/cli.md");
        var sections = Regex.Matches(page, "^## (Which cluster|sluice [a-z ]+)\n(.*?)(?=^## |\\z)", RegexOptions.Multiline | RegexOptions.Singleline)
            .ToDictionary(match => match.Groups[1].Value, match => OptionsIn(match.Groups[2].Value));
        sections.Remove("Which cluster", out var ofEveryClusterCommand);
        var root = RootCommandFactory.Create(new Terminal { Input = Stream.Null, Output = Stream.Null, Error = TextWriter.Null });
        var commands = Leaves(root, "sluice")
            .ToDictionary(leaf => leaf.Path, leaf => OptionsOf(leaf.Command, ofEveryClusterCommand!));

        sections.Keys.ShouldBe(commands.Keys, ignoreOrder: true);
        foreach (var (command, options) in commands)
        {
            sections[command].ShouldBe(options, ignoreOrder: true, command);
        }
    }

    private static IEnumerable<(string Path, Command Command)> Leaves(Command command, string path) => command.Subcommands.Count == 0
        ? [(path, command)]
        : command.Subcommands.SelectMany(subcommand => Leaves(subcommand, $"{path} {subcommand.Name}"));

    private static string[] OptionsOf(Command command, string[] ofEveryClusterCommand)
    {
        var names = command.Options.Where(option => option is not HelpOption)
            .SelectMany(option => option.Aliases.Prepend(option.Name))
            .ToArray();
        if (!names.Contains("--bootstrap-servers"))
        {
            return names;
        }

        // The server's own calls have deadlines of the API.
        ofEveryClusterCommand.Where(name => command.Name != "serve" || name is not ("--timeout" or "-t")).Except(names).ShouldBeEmpty(command.Name);
        return [.. names.Except(ofEveryClusterCommand)];
    }

    private static string[] OptionsIn(string section) =>
        [.. section.Split('\n').Where(line => line.StartsWith("| `-", StringComparison.Ordinal))
            .SelectMany(line => Regex.Matches(line.Split('|')[1], "`(-[^`]+)`").Select(match => match.Groups[1].Value))];
}
