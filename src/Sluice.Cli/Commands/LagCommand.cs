// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using Sluice.Cli.Groups;
using Sluice.Cli.Output;

namespace Sluice.Cli.Commands;

internal static class LagCommand
{
    public static Command Create(Terminal terminal)
    {
        var cluster = new ClusterOptions();
        var group = GroupOptions.Group();
        var topics = new Option<string[]>("--topic")
        {
            Description = "Only this topic, with all of its partitions; may be repeated. "
                + "Without it every partition that the group has committed or that one of its members has.",
            HelpName = "name",
        };
        var output = GroupOptions.Output();
        var command = new DocumentedCommand(
            "lag", "Show how far a consumer group is behind: per partition committed offset, end, lag and member.")
        {
            Examples =
            [
                "sluice lag --group billing -b localhost:9092",
                "sluice lag --group billing --topic orders -b localhost:9092 --output json",
            ],
        };
        command.Add(group);
        command.Add(topics);
        command.Add(output);
        cluster.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var kafka = await cluster.OpenAsync(parsed, terminal, cancellationToken);
            var asked = parsed.GetValue(topics) is { Length: > 0 } names ? names : null;
            var lag = await kafka.Groups.GetLagAsync(parsed.GetRequiredValue(group), asked, cluster.Timeout(parsed), cancellationToken);
            if (lag.Partitions.Count == 0)
            {
                terminal.WriteNotice($"sluice: group \"{lag.Group}\" has committed nothing and has no members; --topic shows a topic's partitions all the same.");
            }

            await GroupOutput.WriteLagAsync(terminal, lag, parsed.GetValue(output) == "json");
            return ExitCodes.Ok;
        });
        return command;
    }
}
