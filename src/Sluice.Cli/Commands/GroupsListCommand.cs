// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using Sluice.Cli.Groups;
using Sluice.Cli.Output;

namespace Sluice.Cli.Commands;

internal static class GroupsListCommand
{
    public static Command Create(Terminal terminal)
    {
        var cluster = new ClusterOptions();
        var output = GroupOptions.Output();
        var command = new DocumentedCommand("list", "List the consumer groups with state and protocol.")
        {
            Examples = ["sluice groups list -b localhost:9092"],
        };
        command.Add(output);
        cluster.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var kafka = await cluster.OpenAsync(parsed, terminal, cancellationToken);
            var groups = await kafka.Groups.ListAsync(cluster.Timeout(parsed), cancellationToken);
            await GroupOutput.WriteListAsync(terminal, groups, parsed.GetValue(output) == "json");
            return ExitCodes.Ok;
        });
        return command;
    }
}
