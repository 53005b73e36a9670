// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using Sluice.Cli.Arguments;
using Sluice.Cli.Output;
using Sluice.Core.Errors;
using Sluice.Core.Topics;

namespace Sluice.Cli.Commands;

internal static class TopicsCreateCommand
{
    public static Command Create(Terminal terminal)
    {
        var cluster = new ClusterOptions();
        var output = new ChoiceOption("--output", ["-o"], "text", "json") { Description = "text for people, json for programs." };
        var topic = new Argument<string>("topic") { Description = "The topic's name: 1-249 characters of a-z A-Z 0-9 . _ -" };
        var partitions = new Option<int?>("--partitions", "-p")
        {
            Description = "Number of partitions; without it the cluster's default.",
            HelpName = "number",
            CustomParser = WholeNumber.Between(1, 100_000),
        };
        var replicas = new Option<short?>("--replication-factor", "-r")
        {
            Description = "Number of replicas of each partition; without it the cluster's default.",
            HelpName = "number",
            CustomParser = WholeNumber.Between<short>(1, 100),
        };
        var properties = new Option<KeyValuePair<string, string>[]>("--topic-config")
        {
            Description = "A topic property such as retention.ms=604800000; may be repeated.",
            HelpName = "name=value",
            CustomParser = NameValue.ParseEach,
        };
        var command = new DocumentedCommand("create", "Create a topic and wait until every partition has a leader.")
        {
            Examples =
            [
                "sluice topics create orders -b localhost:9092 --partitions 6 --replication-factor 3",
                "sluice topics create audit -b localhost:9092 --topic-config retention.ms=604800000 --topic-config cleanup.policy=compact",
            ],
        };
        command.Add(topic);
        command.Add(partitions);
        command.Add(replicas);
        command.Add(properties);
        command.Add(output);
        cluster.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var asked = new NewTopic(parsed.GetRequiredValue(topic))
            {
                PartitionCount = parsed.GetValue(partitions),
                ReplicationFactor = parsed.GetValue(replicas),
                Properties = new Dictionary<string, string>(parsed.GetValue(properties) ?? []),
            };
            await using var kafka = await cluster.OpenAsync(parsed, terminal, cancellationToken);
            try
            {
                var created = await kafka.Topics.CreateAsync(asked, cluster.Timeout(parsed), cancellationToken);
                await TopicOutput.WriteCreatedAsync(terminal, created, parsed.GetValue(output) == "json");
                return ExitCodes.Ok;
            }
            catch (KafkaFailureException failure) when (failure.Failure.Code == FailureCode.NotSupported)
            {
                var body = $"{{\"partition_count\": {asked.PartitionCount ?? 1}}}";
                throw EmbeddedHint.Create(
                    failure, $"curl -X PUT http://127.0.0.1:9400/v1/topics/{asked.Name} -H 'Content-Type: application/json' -d '{body}'");
            }
        });
        return command;
    }
}
