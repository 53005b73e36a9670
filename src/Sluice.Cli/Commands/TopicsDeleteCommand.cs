// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using Sluice.Cli.Arguments;
using Sluice.Cli.Output;
using Sluice.Core.Errors;

namespace Sluice.Cli.Commands;

internal static class TopicsDeleteCommand
{
    public static Command Create(Terminal terminal)
    {
        var cluster = new ClusterOptions();
        var output = new ChoiceOption("--output", ["-o"], "text", "json") { Description = "text for people, json for programs." };
        var topic = new Argument<string>("topic") { Description = "The topic's name." };
        var command = new DocumentedCommand("delete", "Delete a topic with all its records and wait until it is gone.")
        {
            Examples = ["sluice topics delete orders -b localhost:9092"],
        };
        command.Add(topic);
        command.Add(output);
        cluster.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var kafka = await cluster.OpenAsync(parsed, terminal, cancellationToken);
            var name = parsed.GetRequiredValue(topic);
            try
            {
                await kafka.Topics.DeleteAsync(name, cluster.Timeout(parsed), cancellationToken);
                await TopicOutput.WriteDeletedAsync(terminal, name, parsed.GetValue(output) == "json");
                return ExitCodes.Ok;
            }
            catch (KafkaFailureException failure) when (failure.Failure.Code == FailureCode.NotSupported)
            {
                throw EmbeddedHint.Create(failure, $"curl -X DELETE http://127.0.0.1:9400/v1/topics/{name}");
            }
        });
        return command;
    }
}
