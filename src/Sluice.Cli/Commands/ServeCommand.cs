// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using Sluice.Cli.Output;
using Sluice.Cli.Serving;

namespace Sluice.Cli.Commands;

internal static class ServeCommand
{
    public static Command Create(Terminal terminal)
    {
        var connection = new ConnectionOptions("the cluster's brokers; without them an embedded cluster is started, in memory");
        var server = new ServerOptions();
        var listening = new ListeningOptions();
        var command = new DocumentedCommand("serve", "Serve Kafka over REST until Ctrl-C or SIGTERM.")
        {
            Examples =
            [
                "sluice serve",
                "sluice serve --bootstrap-servers broker1:9092,broker2:9092 --url http://127.0.0.1:8080",
                "sluice serve --tls-directory certs --url https://127.0.0.1:9400",
                "sluice serve --config gateway.json --property security.protocol=SASL_SSL",
            ],
        };
        connection.AddTo(command);
        server.AddTo(command);
        listening.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var settings = connection.Settings(parsed);
            server.AddTo(settings, parsed);
            listening.AddTo(settings, parsed);
            await using var gateway = GatewayServer.Build(settings, connection.ConfigFile(parsed));
            await gateway.RunAsync(cancellationToken);
            return ExitCodes.Ok;
        });
        return command;
    }
}
