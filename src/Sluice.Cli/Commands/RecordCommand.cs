// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using Sluice.Cli.Arguments;
using Sluice.Cli.Output;
using Sluice.Cli.Testing;
using Sluice.Testing.Files;
using Sluice.Testing.Pipelines;
using Sluice.Testing.Recording;

namespace Sluice.Cli.Commands;

internal static class RecordCommand
{
    public static Command Create(Terminal terminal)
    {
        var pipeline = new Argument<FileInfo>("pipeline") { Description = "The pipeline file." };
        var file = new Option<FileInfo>("--case") { Description = "The case file to write; it must not be there yet.", HelpName = "file", Required = true };
        var name = new Option<string?>("--name") { Description = "The case's name; by default the file's.", HelpName = "text" };
        var length = new Option<TimeSpan?>("--for")
        {
            Description = "Record that long each time, in place of waiting for Enter.", HelpName = "time", CustomParser = Duration.Parse,
        };
        var timeout = new Option<TimeSpan?>("--timeout", "-t") { Description = "How long connecting may take; default 30s.", HelpName = "time", CustomParser = Duration.Parse };
        var command = new DocumentedCommand("record", "Write a case of what you do by hand, twice: what differs between the two is volatile.")
        {
            Examples = ["sluice record pipeline.yaml --case new.case.yaml"],
        };
        command.Add(pipeline);
        command.Add(file);
        command.Add(name);
        command.Add(length);
        command.Add(timeout);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var target = parsed.GetRequiredValue(file);
            if (target.Exists)
            {
                throw new CommandException(ExitCodes.Usage, $"{target} is there already: choose another file");
            }

            var options = new PipelineOptions { Time = terminal.Time };
            options.Timeout = parsed.GetValue(timeout) ?? options.Timeout;
            try
            {
                await using var opened = await Pipeline.OpenAsync(parsed.GetRequiredValue(pipeline).ToString(), options, cancellationToken);
                var text = await CaseRecorder.RecordAsync(
                    opened,
                    parsed.GetValue(name) ?? Path.GetFileName(target.Name).Split('.')[0],
                    (pass, token) => WaitAsync(terminal, pass, parsed.GetValue(length), token),
                    cancellationToken);
                await File.WriteAllTextAsync(target.FullName, text, cancellationToken);
                terminal.WriteNotice($"{target} is written: read it once, and give it a name that says what it shows.");
                return ExitCodes.Ok;
            }
            catch (FileFaultsException exception)
            {
                throw FileFaultOutput.Write(terminal, exception);
            }
            catch (PipelineException exception)
            {
                throw new CommandException(ExitCodes.Environment, exception.Message, exception);
            }
        });
        return command;
    }

    private static async Task WaitAsync(Terminal terminal, int pass, TimeSpan? length, CancellationToken cancellationToken)
    {
        var how = pass == 1 ? "Do it now" : "Do the same once more, with another id";
        if (length is { } time)
        {
            terminal.WriteNotice($"{how} ({pass} of 2): recording for {time.TotalSeconds:0.#} s.");
            await Task.Delay(time, terminal.Time, cancellationToken);
            return;
        }

        terminal.WriteNotice($"{how} ({pass} of 2), then press Enter.");
        var letter = new byte[1];
        while (await terminal.Input.ReadAsync(letter, cancellationToken) > 0 && letter[0] != '\n')
        {
        }
    }
}
