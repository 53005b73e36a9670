// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using Sluice.Cli.Output;
using Sluice.Cli.Serving;

namespace Sluice.Cli.Commands;

internal static class DemoCommand
{
    public static Command Create(Terminal terminal)
    {
        var server = new ServerOptions();
        var command = new DocumentedCommand(
            "demo", "Serve an embedded cluster with a topic that records keep arriving on, and print commands to try.")
        {
            Examples = ["sluice demo", "sluice demo --url http://127.0.0.1:8080"],
        };
        server.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            // An embedded cluster whatever the environment names: a demonstration writes to no Kafka of anybody.
            var settings = new Dictionary<string, string?> { ["Kafka:BootstrapServers"] = "" };
            server.AddTo(settings, parsed);
            await using var gateway = GatewayServer.Build(settings, configFile: null);
            var demonstration = new Demonstration(gateway.Cluster, terminal.Time);
            await demonstration.CreateTopicAsync(cancellationToken);
            await gateway.StartAsync(cancellationToken);
            terminal.WriteNotice(DemonstrationText.Of(gateway.Address));
            using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, gateway.Stopping);
            await demonstration.WriteUntilAsync(stopping.Token);
            await gateway.StopAsync();
            return ExitCodes.Ok;
        });
        return command;
    }
}
