// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using Sluice.Cli.Arguments;
using Sluice.Cli.Output;

namespace Sluice.Cli.Commands;

internal static class TopicsListCommand
{
    public static Command Create(Terminal terminal)
    {
        var cluster = new ClusterOptions();
        var output = new ChoiceOption("--output", ["-o"], "text", "json") { Description = "text for people, json for programs." };
        var @internal = new Option<bool>("--internal") { Description = "Also list internal topics (__...)." };
        var command = new DocumentedCommand("list", "List the topics, one name a line.")
        {
            Examples = ["sluice topics list -b localhost:9092", "sluice topics list -b localhost:9092 --internal --output json"],
        };
        command.Add(@internal);
        command.Add(output);
        cluster.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var kafka = await cluster.OpenAsync(parsed, terminal, cancellationToken);
            var topics = await kafka.Topics.ListAsync(parsed.GetValue(@internal), cluster.Timeout(parsed), cancellationToken);
            await TopicOutput.WriteListAsync(terminal, topics, parsed.GetValue(output) == "json");
            return ExitCodes.Ok;
        });
        return command;
    }
}
