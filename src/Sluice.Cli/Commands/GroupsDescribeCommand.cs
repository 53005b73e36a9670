// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using Sluice.Cli.Groups;
using Sluice.Cli.Output;

namespace Sluice.Cli.Commands;

internal static class GroupsDescribeCommand
{
    public static Command Create(Terminal terminal)
    {
        var cluster = new ClusterOptions();
        var group = GroupOptions.Group();
        var output = GroupOptions.Output();
        var command = new DocumentedCommand(
            "describe", "Show a group's state, protocol and coordinator, and its members with their partitions.")
        {
            Examples = ["sluice groups describe --group billing -b localhost:9092"],
        };
        command.Add(group);
        command.Add(output);
        cluster.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var kafka = await cluster.OpenAsync(parsed, terminal, cancellationToken);
            var described = await kafka.Groups.DescribeAsync(parsed.GetRequiredValue(group), cluster.Timeout(parsed), cancellationToken);
            await GroupOutput.WriteDescriptionAsync(terminal, described, parsed.GetValue(output) == "json");
            return ExitCodes.Ok;
        });
        return command;
    }
}
