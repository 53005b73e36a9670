// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using Sluice.Cli.Certificates;
using Sluice.Cli.Output;

namespace Sluice.Cli.Commands;

internal static class CertsDevCommand
{
    public static Command Create(Terminal terminal)
    {
        var folder = new Option<string>("--out")
        {
            Description = "The directory to write into; it is made if it is not there.",
            HelpName = "directory",
            Required = true,
        };
        var hosts = new Option<string[]>("--host")
        {
            Description = "A name or IP address by which the server is called; may be repeated. Always: localhost, 127.0.0.1, ::1.",
            HelpName = "name",
        };
        var client = new Option<string?>("--client")
        {
            Description = "Also make a certificate for a caller of this name, and a configuration by which the server knows it.",
            HelpName = "name",
        };
        var force = new Option<bool>("--force") { Description = "Replace the files that are there." };
        var command = new DocumentedCommand(
            "dev", "Make a certificate authority and a server's certificate for trying TLS out, valid for a year.")
        {
            Examples =
            [
                "sluice certs dev --out certs",
                "sluice certs dev --out certs --host gateway.example --host 10.0.0.7 --client orders",
            ],
        };
        command.Add(folder);
        command.Add(hosts);
        command.Add(client);
        command.Add(force);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var files = new DevelopmentFiles(parsed.GetRequiredValue(folder), parsed.GetValue(client));
            var replaces = parsed.GetValue(force);
            if (!replaces && files.Names.Select(files.PathOf).FirstOrDefault(Path.Exists) is { } there)
            {
                throw PrivateFile.AlreadyThere(there);
            }

            foreach (var (path, content) in files.Create(parsed.GetValue(hosts) ?? [], terminal.Time))
            {
                await PrivateFile.WriteAsync(path, content, replaces, cancellationToken);
            }

            await using var text = terminal.CreateTextOutput();
            await text.WriteAsync(files.Instructions);
            return ExitCodes.Ok;
        });
        return command;
    }
}
