// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using System.Text;
using Sluice.Cli.Arguments;
using Sluice.Cli.Certificates;
using Sluice.Cli.Output;
using Sluice.Core.Connections.Stores;

namespace Sluice.Cli.Commands;

internal static class CertsConvertCommand
{
    public static Command Create(Terminal terminal)
    {
        var passwords = new PasswordOptions("", "the store");
        var keyPasswords = new PasswordOptions("key-", "the key, where it is another one");
        var newPasswords = new PasswordOptions("out-", "what is written");
        var file = new Argument<string>("file") { Description = "A key store or trust store: JKS, PKCS#12 or PEM." };
        var to = new ChoiceOption("--to", [], "pem", "pkcs12")
        {
            Description = "pem: the key and its chain, or the trusted certificates. pkcs12: for Java and others, with today's algorithms.",
            DefaultValueFactory = null,
            Required = true,
        };
        var target = new Option<string>("--out")
        {
            Description = "The file to write, readable for its owner alone; - for the standard output.",
            HelpName = "file",
            DefaultValueFactory = _ => "-",
        };
        var alias = new Option<string?>("--alias")
        {
            Description = "The entry to write; needed with pem where there are several keys. Without it pkcs12 gets all entries.",
            HelpName = "name",
        };
        var force = new Option<bool>("--force") { Description = "Replace the file if it is there." };
        var command = new DocumentedCommand("convert", "Write a store in another form.")
        {
            Examples =
            [
                "sluice certs convert client.jks --password-env STORE_PASSWORD --to pem --out client.pem --out-password-env PEM_PASSWORD",
                "sluice certs convert client.pem --to pkcs12 --out client.p12 --out-password-file password.txt",
                "sluice certs convert truststore.jks --to pem > ca.pem",
            ],
        };
        command.Add(file);
        command.Add(to);
        command.Add(target);
        command.Add(alias);
        passwords.AddTo(command);
        keyPasswords.AddTo(command);
        newPasswords.AddTo(command);
        command.Add(force);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var password = await passwords.ReadAsync(parsed, terminal, cancellationToken);
            var keyPassword = await keyPasswords.ReadAsync(parsed, terminal, cancellationToken);
            var newPassword = await newPasswords.ReadAsync(parsed, terminal, cancellationToken);
            var path = parsed.GetRequiredValue(target);
            var isPem = parsed.GetValue(to) == "pem";
            if (!isPem && newPassword is null)
            {
                throw new CommandException(ExitCodes.Usage, $"PKCS#12 needs a password: give one of {newPasswords.Names}");
            }

            if (!isPem && path == "-" && terminal.IsOutputInteractive)
            {
                throw new CommandException(ExitCodes.Usage, "PKCS#12 is not for a terminal: give --out FILE");
            }

            var store = await StoreFile.ReadAsync(parsed.GetRequiredValue(file), password, keyPassword, cancellationToken);
            var entries = EntrySelection.Find(store, parsed.GetValue(alias), onlyOneKey: isPem);
            var content = isPem
                ? Encoding.ASCII.GetBytes(StoreWriter.WritePem(entries, newPassword))
                : StoreWriter.WritePkcs12(entries, newPassword!);
            if (path == "-")
            {
                await terminal.Output.WriteAsync(content, cancellationToken);
            }
            else
            {
                await PrivateFile.WriteAsync(path, content, parsed.GetValue(force), cancellationToken);
            }

            if (newPassword is null && entries.Any(entry => entry is KeyEntry))
            {
                terminal.WriteNotice(
                    $"sluice: warning: the private key is written without encryption: keep it to yourself, or give one of {newPasswords.Names}");
            }

            if (entries.Count < store.Entries.Count)
            {
                terminal.WriteNotice($"written: {string.Join(", ", entries.Select(entry => entry.Alias))}; not written: "
                    + string.Join(", ", store.Entries.Except(entries).Select(entry => entry.Alias)));
            }

            return ExitCodes.Ok;
        });
        return command;
    }
}
