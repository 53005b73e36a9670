// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using Sluice.Cli.Groups;
using Sluice.Cli.Output;
using Sluice.Core.Groups.Administration;

namespace Sluice.Cli.Commands;

internal static class GroupsResetCommand
{
    public static Command Create(Terminal terminal)
    {
        var cluster = new ClusterOptions();
        var group = GroupOptions.Group();
        var topics = new Option<ResetScope[]>("--topic")
        {
            Description = "What is reset: a topic, or some of its partitions (orders:0,2); may be repeated.",
            HelpName = "name[:partition,...]",
            Required = true,
            CustomParser = ResetArguments.ParseScopes,
        };
        var to = new Option<ResetTarget>("--to")
        {
            Description = "Where the group is to go on: earliest, latest, an offset (42), so many offsets from the committed one (shift:-10), "
                + "time:MILLISECONDS since 1970 or an ISO 8601 time (2026-01-31T12:00:00Z).",
            HelpName = "position",
            Required = true,
            CustomParser = ResetArguments.ParseTarget,
        };
        var execute = new Option<bool>("--execute") { Description = "Do it. Without this the plan is shown and nothing is changed." };
        var output = GroupOptions.Output();
        var command = new DocumentedCommand("reset", "Commit other offsets for a group without members.")
        {
            Examples =
            [
                "sluice groups reset --group billing --topic orders --to earliest -b localhost:9092",
                "sluice groups reset --group billing --topic orders:0,2 --to shift:-10 --execute -b localhost:9092",
            ],
        };
        command.Add(group);
        command.Add(topics);
        command.Add(to);
        command.Add(execute);
        command.Add(output);
        cluster.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var kafka = await cluster.OpenAsync(parsed, terminal, cancellationToken);
            var timeout = cluster.Timeout(parsed);
            var executed = parsed.GetValue(execute);
            var plan = await kafka.Groups.PlanResetAsync(
                parsed.GetRequiredValue(group), parsed.GetRequiredValue(topics), parsed.GetRequiredValue(to), timeout, cancellationToken);
            if (executed)
            {
                await kafka.Groups.ResetAsync(plan, timeout, cancellationToken);
            }

            await GroupOutput.WriteResetAsync(terminal, plan, executed, parsed.GetValue(output) == "json");
            if (!executed)
            {
                terminal.WriteNotice("Nothing is changed: give --execute to do it.");
            }

            return ExitCodes.Ok;
        });
        return command;
    }
}
