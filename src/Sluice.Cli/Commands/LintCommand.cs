// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Cli.Arguments;
using Sluice.Cli.Output;
using Sluice.Cli.Testing;
using Sluice.Testing.Cases;
using Sluice.Testing.Files;

namespace Sluice.Cli.Commands;

internal static class LintCommand
{
    public static Command Create(Terminal terminal)
    {
        var pipeline = new Argument<FileInfo?>("pipeline") { Description = "The pipeline file.", Arity = ArgumentArity.ZeroOrOne };
        var cases = new Argument<string[]>("cases") { Description = "Case files, patterns or folders.", Arity = ArgumentArity.ZeroOrMore };
        var output = new ChoiceOption("--output", ["-o"], "text", "json") { Description = "text for people and editors, json for programs." };
        var schema = new Option<string?>("--schema")
        {
            Description = "Print the JSON Schema of such files, for editors: pipeline or case.", HelpName = "pipeline|case",
        };
        schema.AcceptOnlyFromAmong("pipeline", "case");
        var command = new DocumentedCommand("lint", "Check a pipeline file and its cases without connecting to anything: line and column of each fault.")
        {
            Examples = ["sluice lint pipeline.yaml cases/", "sluice lint pipeline.yaml cases/**/*.case.yaml --output json", "sluice lint --schema case > case.schema.json"],
        };
        command.Add(pipeline);
        command.Add(cases);
        command.Add(output);
        command.Add(schema);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var text = terminal.CreateTextOutput();
            if (parsed.GetValue(schema) is { } kind)
            {
                await text.WriteAsync(kind == "case" ? FileSchemas.Case : FileSchemas.Pipeline);
                return ExitCodes.Ok;
            }

            var file = parsed.GetValue(pipeline) ?? throw new CommandException(ExitCodes.Usage, "name a pipeline file");
            var files = CaseArguments.Find(parsed.GetValue(cases) ?? []);
            var faults = await TestRun.LintAsync(file.ToString(), files, cancellationToken);
            if (parsed.GetValue(output) == "json")
            {
                var list = new JsonArray([.. faults.Select(fault => new JsonObject
                {
                    ["file"] = fault.File, ["line"] = fault.Line, ["column"] = fault.Column, ["message"] = fault.Message,
                })]);
                await text.WriteLineAsync(list.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
            }
            else
            {
                foreach (var fault in faults)
                {
                    await text.WriteLineAsync(fault.ToString());
                }

                if (faults.Count == 0)
                {
                    await text.WriteLineAsync(files.Count == 0 ? "The pipeline file is in order." : $"The pipeline file and {files.Count} case {(files.Count == 1 ? "file" : "files")} are in order.");
                }
            }

            return faults.Count == 0 ? ExitCodes.Ok : ExitCodes.Usage;
        });
        return command;
    }
}
