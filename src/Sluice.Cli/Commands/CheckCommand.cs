// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using Sluice.Cli.Arguments;
using Sluice.Cli.Checking;
using Sluice.Cli.Output;
using Sluice.Core.Connections.Diagnosis;

namespace Sluice.Cli.Commands;

internal static class CheckCommand
{
    public static Command Create(Terminal terminal)
    {
        var cluster = new ClusterOptions();
        var topic = new Option<string?>("--topic") { Description = "A topic that is to be read.", HelpName = "name" };
        var group = new Option<string?>("--group", "-g") { Description = "A consumer group that is to be joined; it is not joined.", HelpName = "id" };
        var output = new ChoiceOption("--output", ["-o"], "text", "json") { Description = "text for people, json for programs." };
        var command = new DocumentedCommand(
            "check", "Find out step by step whether the cluster can be used: names, ports, TLS, certificates, login, topic and group.")
        {
            Examples = ["sluice check -b localhost:9092", "sluice check --properties client.properties --topic orders --group billing"],
        };
        command.Add(topic);
        command.Add(group);
        command.Add(output);
        cluster.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (connection, _) = await cluster.LoadAsync(parsed, terminal, cancellationToken);
            var steps = ClusterDiagnosis.RunAsync(
                connection, parsed.GetValue(topic), parsed.GetValue(group), cluster.Timeout(parsed), cancellationToken, terminal.Time);
            return await CheckOutput.WriteAsync(terminal, steps, parsed.GetValue(output) == "json") ? ExitCodes.Ok : ExitCodes.Environment;
        });
        return command;
    }
}
