// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.CommandLine;
using Sluice.Cli.Arguments;
using Sluice.Cli.Consuming;
using Sluice.Cli.Output;
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
        var command = new DocumentedCommand("consume", "Read records, up to the end or for ever, without a consumer group.")
        {
            Examples =
            [
                "sluice consume --topic orders -b localhost:9092",
                "sluice consume --topic orders -b localhost:9092 --from latest --follow --output json",
                "sluice consume --topic images -b localhost:9092 --partition 0 --from 42 --count 1 --output raw --delimiter '' > image.png",
            ],
        };
        foreach (var option in (Option[])[topic, partitions, from, count, follow, output, keySeparator, delimiter])
        {
            command.Add(option);
        }

        cluster.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var kafka = await cluster.OpenAsync(parsed, terminal, cancellationToken);
            var timeout = cluster.Timeout(parsed);
            var described = await kafka.Topics.DescribeAsync(parsed.GetRequiredValue(topic), timeout, cancellationToken);
            var asked = parsed.GetValue(partitions) is { Length: > 0 } some
                ? some.Distinct().ToArray()
                : [.. described.Partitions.Select(partition => partition.Partition)];
            var start = parsed.GetResult(from) is null ? new StartPosition(ReadPosition.Earliest) : parsed.GetValue(from);
            var planner = new ReadPlanner(kafka, described.Name, timeout);
            var plans = await planner.PlanAsync(asked, start, parsed.GetValue(follow), cancellationToken);
            IRecordFormatter formatter = parsed.GetValue(output) switch
            {
                "raw" => new RawFormatter(parsed.GetValue(keySeparator), parsed.GetValue(delimiter) ?? "\n"),
                "json" => new JsonFormatter(),
                _ => new TextFormatter(
                    described.Name, parsed.GetValue(keySeparator) ?? "\t", terminal.IsOutputInteractive && terminal.AllowsColors),
            };
            var limit = parsed.GetValue(count) ?? long.MaxValue;
            var reader = new TopicReader(new PartitionReader(kafka.Reader, described.Name, limit, timeout, terminal.WriteError));
            await PrintAsync(terminal, reader.ReadAsync(plans, cancellationToken), formatter, limit, cancellationToken);
            return ExitCodes.Ok;
        });
        return command;
    }

    private static async Task PrintAsync(
        Terminal terminal,
        IAsyncEnumerable<IReadOnlyList<StoredRecord>> batches,
        IRecordFormatter formatter,
        long count,
        CancellationToken cancellationToken)
    {
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        await foreach (var records in batches)
        {
            foreach (var record in records.Take((int)Math.Min(count, records.Count)))
            {
                formatter.Format(record, buffer);
                count--;
            }

            await terminal.Output.WriteAsync(buffer.WrittenMemory, cancellationToken);
            await terminal.Output.FlushAsync(cancellationToken);
            buffer.ResetWrittenCount();
            if (count == 0)
            {
                return;
            }
        }
    }
}
