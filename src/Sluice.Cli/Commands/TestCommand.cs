// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using Sluice.Cli.Arguments;
using Sluice.Cli.Output;
using Sluice.Cli.Testing;
using Sluice.Testing.Cases;
using Sluice.Testing.Reporting;

namespace Sluice.Cli.Commands;

internal static class TestCommand
{
    public static Command Create(Terminal terminal)
    {
        var pipeline = new Argument<FileInfo?>("pipeline") { Description = "The pipeline file.", Arity = ArgumentArity.ZeroOrOne };
        var cases = new Argument<string[]>("cases")
        {
            Description = "Case files, patterns such as cases/**/*.case.yaml, or folders.", Arity = ArgumentArity.ZeroOrMore,
        };
        var demo = new Option<bool>("--demo") { Description = "Run the sample's cases on an embedded cluster, an embedded store and four sample services." };
        var kafka = new Option<string?>("--kafka")
        {
            Description = "Another cluster than the pipeline file's: embedded, process (brokers started from KAFKA_HOME), or bootstrap servers.",
            HelpName = "embedded|process|host:port,…",
        };
        var services = new Option<bool>("--start-services") { Description = "Start the services by their run commands, and end them with the run." };
        var parallel = new Option<int?>("--parallel") { Description = "How many cases run at once, lanes included; default 16.", HelpName = "n", CustomParser = WholeNumber.Between<int>(1, 1000) };
        var tags = new Option<string[]>("--tag") { Description = "Only cases with this tag; may be repeated.", HelpName = "tag" };
        var without = new Option<string[]>("--without-tag") { Description = "No cases with this tag; may be repeated.", HelpName = "tag" };
        var report = new Option<ReportKind[]>("--report")
        {
            Description = "Reports to write, by commas: junit, html, jsonl, markdown.", HelpName = "kinds", CustomParser = ReportOption.Parse,
        };
        var folder = new Option<string>("--out") { Description = "The folder of the reports.", HelpName = "folder", DefaultValueFactory = _ => "results" };
        var timeout = new Option<TimeSpan?>("--timeout", "-t")
        {
            Description = "How long connecting may take, and each call after that; default 30s.", HelpName = "time", CustomParser = Duration.Parse,
        };
        var command = new DocumentedCommand("test", "Verify what a chain of Kafka services does, from its input to its stores.")
        {
            Examples =
            [
                "sluice test --demo",
                "sluice test pipeline.yaml cases/**/*.case.yaml --report html,junit,jsonl --out results/",
                "sluice test pipeline.yaml cases/ --kafka process --start-services",
            ],
        };
        command.Add(pipeline);
        command.Add(cases);
        command.Add(demo);
        command.Add(kafka);
        command.Add(services);
        command.Add(parallel);
        command.Add(tags);
        command.Add(without);
        command.Add(report);
        command.Add(folder);
        command.Add(timeout);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = new RunOptions
            {
                Parallel = parsed.GetValue(parallel) ?? new RunOptions().Parallel, Tags = parsed.GetValue(tags) ?? [], WithoutTags = parsed.GetValue(without) ?? [],
            };
            var run = new TestInvocation(terminal, options, parsed.GetValue(kafka), parsed.GetValue(services), parsed.GetValue(report) ?? [], parsed.GetValue(folder)!, parsed.GetValue(timeout));
            if (parsed.GetValue(demo))
            {
                return await run.RunDemoAsync(cancellationToken);
            }

            var file = parsed.GetValue(pipeline) ?? throw new CommandException(ExitCodes.Usage, "name a pipeline file and its cases, or say --demo");
            return await run.RunAsync(file.ToString(), CaseArguments.Find(parsed.GetValue(cases) ?? []), cancellationToken);
        });
        return command;
    }
}
