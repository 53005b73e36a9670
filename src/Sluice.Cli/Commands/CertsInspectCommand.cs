// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using Sluice.Cli.Arguments;
using Sluice.Cli.Certificates;
using Sluice.Cli.Output;
using Sluice.Core.Connections.Stores;

namespace Sluice.Cli.Commands;

internal static class CertsInspectCommand
{
    public static Command Create(Terminal terminal)
    {
        var passwords = new PasswordOptions("", "the store");
        var keyPasswords = new PasswordOptions("key-", "the key, where it is another one");
        var output = new ChoiceOption("--output", ["-o"], "text", "json") { Description = "text for people, json for programs." };
        var strict = new Option<bool>("--strict") { Description = "End with 1 if there is a warning." };
        var file = new Argument<string>("file") { Description = "A key store or trust store: JKS, PKCS#12 or PEM." };
        var command = new DocumentedCommand(
            "inspect", "Show what is in a store, and warn of what is expired, expires soon, does not match or is not complete.")
        {
            Examples =
            [
                "sluice certs inspect client.jks --password-env KAFKA_STORE_PASSWORD",
                "sluice certs inspect truststore.p12 --password-file password.txt --output json --strict",
            ],
        };
        command.Add(file);
        passwords.AddTo(command);
        keyPasswords.AddTo(command);
        command.Add(output);
        command.Add(strict);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var password = await passwords.ReadAsync(parsed, terminal, cancellationToken);
            var keyPassword = await keyPasswords.ReadAsync(parsed, terminal, cancellationToken);
            var store = await StoreFile.ReadAsync(parsed.GetRequiredValue(file), password, keyPassword, cancellationToken);
            await using (var text = terminal.CreateTextOutput())
            {
                if (parsed.GetValue(output) == "json")
                {
                    InspectionJson.Write(terminal.Output, store, terminal.Time);
                    await text.WriteLineAsync();
                }
                else
                {
                    InspectionText.Write(text, store, terminal.Time);
                }
            }

            var problems = store.Entries.SelectMany(entry => entry.FindProblems(terminal.Time)).ToArray();
            return Array.Find(problems, problem => problem.Kind == StoreProblemKind.KeyUnusable) is { } unusable
                ? throw new CommandException(ExitCodes.Usage, $"{store.Name}: {unusable.Detail}")
                : parsed.GetValue(strict) && problems.Length > 0 ? ExitCodes.Failed : ExitCodes.Ok;
        });
        return command;
    }
}
