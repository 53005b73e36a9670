// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;

namespace Sluice.Core.Connections.JavaProperties;

/// <summary>Reads TLS settings; the login is <see cref="LoginTranslation"/>'s.</summary>
internal static class SecurityTranslation
{
    private const string Pem = "PEM";

    public static JavaSecurity Translate(Translation from)
    {
        var protocol = from.Find("security.protocol") switch
        {
            "SSL" => SecurityProtocol.Ssl,
            "SASL_PLAINTEXT" => SecurityProtocol.SaslPlaintext,
            "SASL_SSL" => SecurityProtocol.SaslSsl,
            _ => SecurityProtocol.Plaintext,
        };
        var usesTls = protocol is SecurityProtocol.Ssl or SecurityProtocol.SaslSsl;
        var usesLogin = protocol is SecurityProtocol.SaslPlaintext or SecurityProtocol.SaslSsl;
        WarnOfIdleSettings(from, protocol, "ssl.", usesTls);
        WarnOfIdleSettings(from, protocol, "sasl.", usesLogin);
        return new JavaSecurity
        {
            Protocol = protocol,
            KeyStore = usesTls ? Store(from, "ssl.keystore", "certificate.chain") : null,
            TrustStore = usesTls ? Store(from, "ssl.truststore", "certificates") : null,
            KeyPassword = usesTls ? from.Find("ssl.key.password") : null,
            VerifiesHostName = !from.IsEmpty("ssl.endpoint.identification.algorithm"),
            Sasl = usesLogin ? LoginTranslation.Translate(from) : null,
        };
    }

    private static void WarnOfIdleSettings(Translation from, SecurityProtocol protocol, string prefix, bool isUsed)
    {
        foreach (var key in isUsed ? [] : from.Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal)))
        {
            from.AddWarning(key, $"it has no effect with security.protocol={JavaNameOf(protocol)}.");
        }
    }

    private static string JavaNameOf(SecurityProtocol protocol) => protocol switch
    {
        SecurityProtocol.SaslPlaintext => "SASL_PLAINTEXT",
        SecurityProtocol.SaslSsl => "SASL_SSL",
        _ => protocol.ToString().ToUpperInvariant(),
    };

    private static JavaStore? Store(Translation from, string prefix, string certificates)
    {
        var store = new JavaStore
        {
            Type = from.Find($"{prefix}.type") ?? "JKS",
            Location = from.Find($"{prefix}.location"),
            Password = from.Find($"{prefix}.password"),
            Certificates = from.Find($"{prefix}.{certificates}"),
            PrivateKey = prefix == "ssl.keystore" ? from.Find("ssl.keystore.key") : null,
        };
        FindFaults(from, prefix, certificates, store);
        return store.Location is null && store.Certificates is null ? null : store;
    }

    // The rules of Kafka's DefaultSslEngineFactory.
    private static void FindFaults(Translation from, string prefix, string certificates, JavaStore store)
    {
        var certificatesKey = $"{prefix}.{certificates}";
        var isText = store.Certificates is not null || store.PrivateKey is not null;
        if (isText && store.Location is not null)
        {
            from.AddFault($"{prefix}.location", "a file and PEM text are given: remove one of them.");
        }

        if (isText && store.Type != Pem)
        {
            from.AddFault($"{prefix}.type", "text is given instead of a file: that must be PEM.");
        }

        if (store is { Type: Pem, Password: not null })
        {
            from.AddFault($"{prefix}.password", "a PEM store has no password: remove it (a key's own is ssl.key.password).");
        }

        if (prefix == "ssl.keystore" && (store.PrivateKey is null) != (store.Certificates is null))
        {
            var given = store.PrivateKey is null ? certificatesKey : "ssl.keystore.key";
            from.AddFault(given, $"ssl.keystore.key and {certificatesKey} belong together: give both.");
        }

        if (store is { Password: not null, Location: null, Certificates: null })
        {
            from.AddWarning($"{prefix}.password", $"it has no effect without {prefix}.location.");
        }
    }
}
