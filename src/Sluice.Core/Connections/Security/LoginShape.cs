// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;
using Sluice.Core.Connections.JavaProperties;
using Sluice.Core.Errors;

namespace Sluice.Core.Connections.Security;

/// <summary>What kind of login the settings add up to, before any file is read.</summary>
internal sealed record LoginShape(SecurityProtocol Protocol, SaslMechanism? Mechanism)
{
    private static readonly Dictionary<string, SecurityProtocol> Protocols = new(StringComparer.OrdinalIgnoreCase)
    {
        ["plaintext"] = SecurityProtocol.Plaintext,
        ["ssl"] = SecurityProtocol.Ssl,
        ["sasl_plaintext"] = SecurityProtocol.SaslPlaintext,
        ["sasl_ssl"] = SecurityProtocol.SaslSsl,
    };

    private static readonly Dictionary<string, SaslMechanism> Mechanisms = new(StringComparer.OrdinalIgnoreCase)
    {
        ["PLAIN"] = SaslMechanism.Plain,
        ["SCRAM-SHA-256"] = SaslMechanism.ScramSha256,
        ["SCRAM-SHA-512"] = SaslMechanism.ScramSha512,
        ["OAUTHBEARER"] = SaslMechanism.OAuthBearer,
    };

    public static string NameOf(SecurityProtocol protocol) => Protocols.Single(pair => pair.Value == protocol).Key;

    public static string NameOf(SaslMechanism mechanism) => Mechanisms.Single(pair => pair.Value == mechanism).Key;

    /// <summary>Finds out what is meant.</summary>
    /// <exception cref="KafkaFailureException"><see cref="FailureCode.InvalidConfiguration"/> with every fault.</exception>
    public static LoginShape Create(KafkaSecurityOptions options)
    {
        var faults = new List<string>();
        var protocol = Choose(Protocols, options.Protocol, "protocol");
        var mechanism = Choose(Mechanisms, options.SaslMechanism, "SASL mechanism");
        var hasLogin = options.SaslMechanism is not null || options.SaslUser is not null;
        var hasStore = options.KeyStore is not null || options.TrustStore is not null;
        if (string.IsNullOrEmpty(options.Protocol))
        {
            protocol = hasLogin ? SecurityProtocol.SaslSsl : hasStore ? SecurityProtocol.Ssl : SecurityProtocol.Plaintext;
        }

        if (protocol is SecurityProtocol.SaslPlaintext or SecurityProtocol.SaslSsl)
        {
            Need(options.SaslMechanism, "SASL mechanism (PLAIN, SCRAM-SHA-256, SCRAM-SHA-512 or OAUTHBEARER)");
            Need(options.SaslUser, "user");
            Need(options.SaslPassword, "place of the user's password");
            if (mechanism == SaslMechanism.OAuthBearer && !Uri.TryCreate(options.SaslTokenEndpoint, UriKind.Absolute, out _))
            {
                faults.Add("OAUTHBEARER needs the address of the token endpoint.");
            }
        }
        else if (hasLogin && protocol is not null)
        {
            faults.Add($"A user and password are given, but with the protocol {options.Protocol} nobody logs in: use sasl_ssl, or leave them out.");
        }

        if (hasStore && protocol is (SecurityProtocol.Plaintext or SecurityProtocol.SaslPlaintext))
        {
            faults.Add($"A key store or trust store is given, but the protocol {options.Protocol} has no TLS: use ssl or sasl_ssl, or leave the store out.");
        }

        return faults.Count == 0
            ? new LoginShape(protocol!.Value, mechanism)
            : throw new KafkaFailureException(FailureCode.InvalidConfiguration, string.Join(Environment.NewLine, faults));

        T? Choose<T>(Dictionary<string, T> known, string? name, string what)
            where T : struct
        {
            if (string.IsNullOrEmpty(name))
            {
                return null;
            }

            if (known.TryGetValue(name, out var found))
            {
                return found;
            }

            faults.Add($"There is no {what} \"{name}\": use one of {string.Join(", ", known.Keys)}.");
            return null;
        }

        void Need(string? value, string what)
        {
            if (string.IsNullOrEmpty(value))
            {
                faults.Add($"Logging in needs a {what}.");
            }
        }
    }

    /// <summary>The login; null if there is none.</summary>
    public JavaSasl? CreateSasl(KafkaSecurityOptions options, string? password) => Mechanism switch
    {
        null => null,
        SaslMechanism.OAuthBearer => new JavaSasl
        {
            Mechanism = SaslMechanism.OAuthBearer,
            TokenClient = new JavaTokenClient
            {
                Endpoint = new Uri(options.SaslTokenEndpoint!),
                ClientId = options.SaslUser!,
                ClientSecret = password!,
                Scope = options.SaslScope,
            },
        },
        { } mechanism => new JavaSasl { Mechanism = mechanism, User = options.SaslUser, Password = password },
    };
}
