// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using Sluice.Cli.Arguments;
using Sluice.Cli.Checking;
using Sluice.Cli.Output;
using Sluice.Cli.Testing;
using Sluice.Core.Connections.Diagnosis;
using Sluice.Testing.Files;
using Sluice.Testing.Pipelines;

namespace Sluice.Cli.Commands;

internal static class CheckCommand
{
    public static Command Create(Terminal terminal)
    {
        var cluster = new ClusterOptions();
        var pipeline = new Argument<FileInfo?>("pipeline")
        {
            Description = "A pipeline file of the test kit, in place of a cluster: its clusters, topics, groups, stores and addresses.", Arity = ArgumentArity.ZeroOrOne,
        };
        var topic = new Option<string?>("--topic") { Description = "A topic that is to be read.", HelpName = "name" };
        var group = new Option<string?>("--group", "-g") { Description = "A consumer group that is to be joined; it is not joined.", HelpName = "id" };
        var output = new ChoiceOption("--output", ["-o"], "text", "json") { Description = "text for people, json for programs." };
        var command = new DocumentedCommand(
            "check", "Find out step by step whether the cluster can be used: names, ports, TLS, certificates, login, topic and group.")
        {
            Examples = ["sluice check -b localhost:9092", "sluice check --properties client.properties --topic orders --group billing", "sluice check pipeline.yaml"],
        };
        command.Add(pipeline);
        command.Add(topic);
        command.Add(group);
        command.Add(output);
        cluster.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (parsed.GetValue(pipeline) is { } file)
            {
                return await CheckPipelineAsync(terminal, file.ToString(), cluster.Timeout(parsed), parsed.GetValue(output) == "json", cancellationToken);
            }

            var (connection, _) = await cluster.LoadAsync(parsed, terminal, cancellationToken);
            var steps = ClusterDiagnosis.RunAsync(
                connection, parsed.GetValue(topic), parsed.GetValue(group), cluster.Timeout(parsed), cancellationToken, terminal.Time);
            return await CheckOutput.WriteAsync(terminal, steps, parsed.GetValue(output) == "json") ? ExitCodes.Ok : ExitCodes.Environment;
        });
        return command;
    }

    private static async Task<int> CheckPipelineAsync(Terminal terminal, string file, TimeSpan timeout, bool json, CancellationToken cancellationToken)
    {
        try
        {
            var steps = PipelineCheck.RunAsync(file, new PipelineOptions { Timeout = timeout, Time = terminal.Time }, cancellationToken);
            return await CheckOutput.WriteAsync(terminal, steps, json) ? ExitCodes.Ok : ExitCodes.Environment;
        }
        catch (FileFaultsException exception)
        {
            throw FileFaultOutput.Write(terminal, exception);
        }
    }
}
