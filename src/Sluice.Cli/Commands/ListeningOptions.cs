// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;

namespace Sluice.Cli.Commands;

/// <summary>How a server is reached, apart from its address; without them the configuration decides.</summary>
internal sealed class ListeningOptions
{
    private readonly Dictionary<string, Option<string?>> _texts = new()
    {
        ["Tls:Certificate"] = Text(
            "--tls-certificate", "file", "The server's certificate with its chain, and its key if --tls-key is not given: PEM or PKCS#12."),
        ["Tls:Key"] = Text(
            "--tls-key", "file", "The certificate's key, in PEM. The password of an encrypted one: environment Tls__Password=env:NAME."),
        ["Tls:Directory"] = Text(
            "--tls-directory", "directory", "Instead of the two a directory with tls.crt and tls.key, or fullchain.pem and privkey.pem."),
        ["Management:Url"] = Text(
            "--management-url", "http://host:port", "An address of its own for operators: health and metrics, without tokens."),
    };

    private readonly Dictionary<string, Option<bool>> _flags = new()
    {
        ["Gateway:InsecureNoTls"] = Flag(
            "--insecure-no-tls", "Listen with http where others can reach it: all is readable on its way, tokens too."),
        ["Gateway:InsecureNoAuth"] = Flag(
            "--insecure-no-auth", "Listen where others can reach it without tokens or client certificates: anybody may do everything."),
    };

    public void AddTo(Command command)
    {
        foreach (var option in _texts.Values)
        {
            command.Add(option);
        }

        foreach (var option in _flags.Values)
        {
            command.Add(option);
        }
    }

    /// <summary>Adds what the command line says to <paramref name="settings"/>, under the names of the configuration.</summary>
    public void AddTo(Dictionary<string, string?> settings, ParseResult parsed)
    {
        foreach (var (name, option) in _texts)
        {
            if (parsed.GetValue(option) is { } value)
            {
                settings[name] = value;
            }
        }

        foreach (var name in _flags.Where(flag => parsed.GetValue(flag.Value)).Select(flag => flag.Key))
        {
            settings[name] = "true";
        }
    }

    private static Option<string?> Text(string name, string helpName, string description) =>
        new(name) { HelpName = helpName, Description = description };

    private static Option<bool> Flag(string name, string description) => new(name) { Description = description };
}
