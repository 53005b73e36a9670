// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using Sluice.Cli.Arguments;

namespace Sluice.Cli.Commands;

/// <summary>How to log in to a cluster; the names of the settings are those of the section <c>Kafka:Security</c>.</summary>
internal sealed class SecurityOptions
{
    private readonly Dictionary<string, Option<string?>> _texts = new()
    {
        ["Protocol"] = Text("--security-protocol", "protocol", "plaintext, ssl, sasl_plaintext or sasl_ssl. [default: what the other options need]"),
        ["KeyStore"] = Text("--keystore", "file", "Key and certificate to log in with: JKS, PKCS#12 or PEM."),
        ["TrustStore"] = Text("--truststore", "file", "Who brokers are trusted by: JKS, PKCS#12 or PEM. [default: the system's authorities]"),
        ["KeyAlias"] = Text("--key-alias", "name", "Which key of the key store. [default: the only one]"),
        ["SaslMechanism"] = Text("--sasl-mechanism", "name", "PLAIN, SCRAM-SHA-256, SCRAM-SHA-512 or OAUTHBEARER."),
        ["SaslUser"] = Text("--sasl-user", "name", "The user to log in as; with OAUTHBEARER the client's id."),
        ["SaslTokenEndpoint"] = Text("--sasl-token-endpoint", "https://...", "Where OAUTHBEARER gets tokens, by client credentials."),
        ["SaslScope"] = Text("--sasl-scope", "text", "What tokens are for, with OAUTHBEARER."),
    };

    private readonly Dictionary<string, PasswordOptions> _secrets = new()
    {
        ["KeyStorePassword"] = new("", "the stores"),
        ["KeyPassword"] = new("key-", "the key, where it is another one"),
        ["TrustStorePassword"] = new("truststore-", "the trust store, where it is another one"),
        ["SaslPassword"] = new("sasl-", "the user, or the client's secret"),
    };

    private readonly Option<bool> _anyHostName = new("--no-verify-host-name")
    {
        Description = "Do not compare a broker's name with its certificate.",
    };

    public void AddTo(Command command)
    {
        foreach (var option in _texts.Values)
        {
            command.Add(option);
        }

        foreach (var secret in _secrets.Values)
        {
            secret.AddTo(command);
        }

        command.Add(_anyHostName);
    }

    /// <summary>Adds what the command line says to <paramref name="settings"/>, under the names of the configuration.</summary>
    public void AddTo(Dictionary<string, string?> settings, ParseResult parsed)
    {
        foreach (var (name, option) in _texts)
        {
            Add(name, parsed.GetValue(option));
        }

        foreach (var (name, secret) in _secrets)
        {
            Add(name, secret.FindSource(parsed));
        }

        Add("VerifyHostName", parsed.GetValue(_anyHostName) ? "false" : null);

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                settings[$"Kafka:Security:{name}"] = value;
            }
        }
    }

    private static Option<string?> Text(string name, string helpName, string description) => new(name) { HelpName = helpName, Description = description };
}
