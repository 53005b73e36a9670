// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using Sluice.Cli.Arguments;
using Sluice.Cli.Output;
using Sluice.Cli.Producing;
using Spectre.Console;

namespace Sluice.Cli.Commands;

internal static class ProduceCommand
{
    public static Command Create(Terminal terminal)
    {
        var cluster = new ClusterOptions();
        var topic = new Option<string>("--topic") { Description = "The topic; it must exist.", HelpName = "name", Required = true };
        var file = new Option<FileInfo>("--file", "-f")
        {
            Description = "Read from this file instead of the standard input.",
            HelpName = "file",
        }.AcceptExistingOnly();
        var format = new ChoiceOption("--format", [], "text", "json")
        {
            Description = "text: a line is a value. json: a line is {\"key\": ..., \"value\": ..., \"partition\": ..., \"timestamp\": ms, "
                + "\"headers\": [{\"key\": ..., \"value\": ...}]}; a string stands for its text, null for no key or a tombstone, "
                + "any other JSON for its characters.",
        };
        var keySeparator = new Option<string?>("--key-separator")
        {
            Description = "With --format text: what stands between key and value.",
            HelpName = "text",
        };
        var headers = new Option<KeyValuePair<string, string>[]>("--header")
        {
            Description = "A header for every record; may be repeated.",
            HelpName = "name=value",
            CustomParser = NameValue.ParseEach,
        };
        var partition = new Option<int?>("--partition", "-p")
        {
            Description = "The partition of records that name none; without it the key decides.",
            HelpName = "number",
            CustomParser = WholeNumber.Between(0, int.MaxValue),
        };
        var command = new DocumentedCommand("produce", "Write lines as records and say what became of them.")
        {
            Examples =
            [
                "echo hello | sluice produce --topic orders -b localhost:9092",
                "sluice produce --topic orders -b localhost:9092 --file orders.txt --key-separator : --header source=import",
                "sluice produce --topic orders -b localhost:9092 --format json < orders.jsonl",
            ],
        };
        foreach (var option in (Option[])[topic, file, format, keySeparator, partition, headers])
        {
            command.Add(option);
        }

        cluster.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(keySeparator) is { } separator && (separator.Length == 0 || result.GetValue(format) == "json"))
            {
                result.AddError(separator.Length == 0 ? "--key-separator is empty" : "--key-separator goes with --format text alone");
            }
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var kafka = await cluster.OpenAsync(parsed, terminal, cancellationToken);
            await using var input = parsed.GetValue(file)?.OpenRead() ?? terminal.Input;
            var timeout = cluster.Timeout(parsed);
            var described = await kafka.Topics.DescribeAsync(parsed.GetRequiredValue(topic), timeout, cancellationToken);
            ILineParser parser = parsed.GetValue(format) == "json"
                ? new JsonLineParser()
                : new TextLineParser(parsed.GetValue(keySeparator));
            var defaults = new RecordDefaults(parsed.GetValue(partition), parsed.GetValue(headers) ?? []);
            return await ProduceAsync(
                terminal,
                input,
                (totals, report) => new RecordUpload(kafka.Writer, described, parser, defaults, timeout, totals, report),
                cancellationToken);
        });
        return command;
    }

    private static async Task<int> ProduceAsync(
        Terminal terminal,
        Stream input,
        Func<ProduceTotals, FailureReport, RecordUpload> createUpload,
        CancellationToken cancellationToken)
    {
        var isTyped = terminal.IsInputInteractive && input == terminal.Input;
        if (isTyped)
        {
            terminal.WriteNotice("Type records, one a line; Ctrl-D ends.");
        }

        // Where a person types the records, a bar would stand in the way; where there is a bar, lines go above it.
        var progress = terminal.IsErrorInteractive && !isTyped ? terminal.CreateErrorConsole() : null;
        var totals = new ProduceTotals(terminal.Time);
        var report = new FailureReport(progress is null ? terminal.WriteError : error => progress.WriteLine($"sluice: {error}"));
        var upload = createUpload(totals, report);
        var lines = new LineReader(input);
        try
        {
            await (progress is null
                ? upload.RunAsync(lines, cancellationToken)
                : ProduceProgress.RunAsync(progress, totals, input, terminal.Time, () => upload.RunAsync(lines, cancellationToken)));
        }
        finally
        {
            terminal.WriteNotice(totals.ToString());
        }

        if (upload.StoppedBy is { } failure)
        {
            terminal.WriteError($"stopped before the end of the input: {failure.Detail}");
            return FailureExitCodes.Of(failure.Code);
        }

        return totals.IsSuccess ? ExitCodes.Ok : ExitCodes.Failed;
    }
}
