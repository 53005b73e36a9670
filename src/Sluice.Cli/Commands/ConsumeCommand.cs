// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using System.CommandLine.Parsing;
using Sluice.Cli.Arguments;
using Sluice.Cli.Consuming;
using Sluice.Cli.Output;
using Sluice.Core.Conditions;
using Sluice.Core.Reading;
using Sluice.Core.Records;

namespace Sluice.Cli.Commands;

internal static class ConsumeCommand
{
    public static Command Create(Terminal terminal)
    {
        var cluster = new ClusterOptions();
        var topic = new Option<string>("--topic") { Description = "The topic.", HelpName = "name", Required = true };
        var partitions = new Option<int[]>("--partition", "-p")
        {
            Description = "A partition to read; may be repeated. Without it all are read.",
            HelpName = "number",
            CustomParser = WholeNumber.EachBetween(0, int.MaxValue),
        };
        var from = new Option<StartPosition>("--from")
        {
            Description = "Where to begin: earliest, latest, an offset (42), so many records before the end (-10), "
                + "time:MILLISECONDS since 1970 or an ISO 8601 time (2026-01-31T12:00:00Z). [default: earliest]",
            HelpName = "position",
            CustomParser = StartPosition.Parse,
        };
        var count = new Option<long?>("--count", "-n")
        {
            Description = "Stop after so many records.",
            HelpName = "number",
            CustomParser = WholeNumber.Between(1, long.MaxValue),
        };
        var follow = new Option<bool>("--follow") { Description = "Go on at the end and wait for more, until Ctrl-C." };
        var output = new ChoiceOption("--output", ["-o"], "text", "raw", "json")
        {
            Description = "text: topic, partition, offset, key and value, for people. raw: the values' bytes. "
                + "json: an object a line, as the REST API answers records.",
        };
        var keySeparator = new Option<string?>("--key-separator")
        {
            Description = "What stands between key and value: a tab with --output text; with raw it puts the key before the value.",
            HelpName = "text",
        };
        var delimiter = new Option<string?>("--delimiter")
        {
            Description = "With --output raw: what ends a record; empty for the bare bytes. [default: a line feed]",
            HelpName = "text",
        };
        var where = new Option<RecordCondition?>("--where")
        {
            Description = "Print only records that meet this condition, for example: key = \"a\" and $.total > 10.",
            HelpName = "condition",
            CustomParser = ConditionArgument.Parse,
        };
        var membership = new MembershipOptions();
        var command = new DocumentedCommand("consume", "Read records, up to the end or for ever, with or without a consumer group.")
        {
            Examples =
            [
                "sluice consume --topic orders -b localhost:9092",
                "sluice consume --topic orders -b localhost:9092 --from latest --follow --output json",
                "sluice consume --topic orders --properties client.properties --group audit --commit-when 'value contains \"done\"'",
                "sluice consume --topic images -b localhost:9092 --partition 0 --from 42 --count 1 --output raw --delimiter '' > image.png",
            ],
        };
        foreach (var option in (Option[])[topic, partitions, from, count, follow, where, output, keySeparator, delimiter])
        {
            command.Add(option);
        }

        membership.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetResult(partitions) is not null && result.Children.Any(child => child is OptionResult { Option.Name: "--group" }))
            {
                result.AddError("--partition and --group exclude each other: the group gives the partitions");
            }
        });
        cluster.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (connection, options) = await cluster.LoadAsync(parsed, terminal, cancellationToken);
            var decoder = new RecordDecoder(connection.Consumer?.KeyDeserializer, connection.Consumer?.ValueDeserializer);
            StartPosition? given = parsed.GetResult(from) is null ? null : parsed.GetValue(from);
            var member = membership.Create(parsed, parsed.GetRequiredValue(topic), given, connection.Consumer, decoder);
            await using var kafka = await cluster.OpenAsync(connection, options, parsed, cancellationToken);
            var timeout = cluster.Timeout(parsed);
            var described = await kafka.Topics.DescribeAsync(parsed.GetRequiredValue(topic), timeout, cancellationToken);
            IRecordFormatter formatter = parsed.GetValue(output) switch
            {
                "raw" => new RawFormatter(parsed.GetValue(keySeparator), parsed.GetValue(delimiter) ?? "\n"),
                "json" => new JsonFormatter(),
                _ => new TextFormatter(
                    described.Name, parsed.GetValue(keySeparator) ?? "\t", terminal.IsOutputInteractive && terminal.AllowsColors),
            };
            var limit = parsed.GetValue(count) ?? long.MaxValue;
            var printer = new RecordPrinter(terminal, formatter, decoder, parsed.GetValue(where), limit);
            if (member is null && connection.Consumer?.GroupId is { } unused)
            {
                terminal.WriteNotice($"sluice: warning: group.id={unused} is not joined: give --group {unused} to read as its member.");
            }

            if (member is not null)
            {
                await new GroupReader(terminal, kafka, member, timeout).ReadAsync(printer, cancellationToken);
                return ExitCodes.Ok;
            }

            var asked = parsed.GetValue(partitions) is { Length: > 0 } some
                ? some.Distinct().ToArray()
                : [.. described.Partitions.Select(partition => partition.Partition)];
            var planner = new ReadPlanner(kafka, described.Name, timeout);
            var plans = await planner.PlanAsync(asked, given ?? new StartPosition(ReadPosition.Earliest), parsed.GetValue(follow), cancellationToken);

            // With a condition nobody knows how many must be read.
            var bound = parsed.GetValue(where) is null ? limit : long.MaxValue;
            var reader = new TopicReader(new PartitionReader(kafka.Reader, described.Name, bound, timeout, terminal.WriteError));
            await PrintAsync(printer, reader.ReadAsync(plans, cancellationToken), cancellationToken);
            return ExitCodes.Ok;
        });
        return command;
    }

    private static async Task PrintAsync(
        RecordPrinter printer, IAsyncEnumerable<IReadOnlyList<StoredRecord>> batches, CancellationToken cancellationToken)
    {
        await foreach (var records in batches)
        {
            foreach (var record in records)
            {
                printer.Add(record);
            }

            await printer.FlushAsync(cancellationToken);
            if (printer.IsDone)
            {
                return;
            }
        }
    }
}
