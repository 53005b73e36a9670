// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using Sluice.Cli.Groups;
using Sluice.Cli.Output;

namespace Sluice.Cli.Commands;

internal static class GroupsDeleteCommand
{
    public static Command Create(Terminal terminal)
    {
        var cluster = new ClusterOptions();
        var group = GroupOptions.Group();
        var output = GroupOptions.Output();
        var command = new DocumentedCommand("delete", "Delete a group without members, with all that it has committed.")
        {
            Examples = ["sluice groups delete --group billing -b localhost:9092"],
        };
        command.Add(group);
        command.Add(output);
        cluster.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var kafka = await cluster.OpenAsync(parsed, terminal, cancellationToken);
            var name = parsed.GetRequiredValue(group);
            await kafka.Groups.DeleteAsync(name, cluster.Timeout(parsed), cancellationToken);
            await GroupOutput.WriteDeletedAsync(terminal, name, parsed.GetValue(output) == "json");
            return ExitCodes.Ok;
        });
        return command;
    }
}
