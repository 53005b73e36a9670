// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using Sluice.Cli.Arguments;
using Sluice.Cli.Output;

namespace Sluice.Cli.Commands;

internal static class TopicsDescribeCommand
{
    public static Command Create(Terminal terminal)
    {
        var cluster = new ClusterOptions();
        var output = new ChoiceOption("--output", ["-o"], "text", "json") { Description = "text for people, json for programs." };
        var topic = new Argument<string>("topic") { Description = "The topic's name." };
        var command = new DocumentedCommand(
            "describe", "Show a topic's partitions: leader, replicas, replicas in sync, earliest and latest offset.")
        {
            Examples = ["sluice topics describe orders -b localhost:9092", "sluice topics describe orders -b localhost:9092 --output json"],
        };
        command.Add(topic);
        command.Add(output);
        cluster.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var kafka = await cluster.OpenAsync(parsed, terminal, cancellationToken);
            var timeout = cluster.Timeout(parsed);
            var described = await kafka.Topics.DescribeAsync(parsed.GetRequiredValue(topic), timeout, cancellationToken);
            var partitions = described.Partitions.Select(partition => partition.Partition).ToArray();
            var offsets = await kafka.Topics.GetOffsetsAsync(described.Name, partitions, timeout, cancellationToken);
            await TopicOutput.WriteDescriptionAsync(terminal, described, offsets, parsed.GetValue(output) == "json");
            return ExitCodes.Ok;
        });
        return command;
    }
}
