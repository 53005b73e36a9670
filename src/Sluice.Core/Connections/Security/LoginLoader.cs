// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Confluent.Kafka;
using Sluice.Core.Connections.JavaProperties;
using Sluice.Core.Connections.Secrets;
using Sluice.Core.Connections.Stores;
using Sluice.Core.Errors;

namespace Sluice.Core.Connections.Security;

/// <summary>Reads what a login is made of, and checks how it goes together.</summary>
internal sealed class LoginLoader(TimeProvider time)
{
    private readonly List<string> _warnings = [];

    /// <summary>As our own settings say.</summary>
    public async Task<KafkaLogin> LoadAsync(KafkaSecurityOptions options, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var shape = LoginShape.Create(options);

        // What is asked for at an address is asked once; each password of the standard input is a line of its own.
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        var storePassword = await ReadSecretAsync(options.KeyStorePassword).ConfigureAwait(false);
        var keyPassword = await ReadSecretAsync(options.KeyPassword).ConfigureAwait(false);
        var trustPassword = await ReadSecretAsync(options.TrustStorePassword).ConfigureAwait(false) ?? storePassword;
        var saslPassword = await ReadSecretAsync(options.SaslPassword).ConfigureAwait(false);
        var keyStore = options.KeyStore is { } key
            ? await StoreFile.ReadAsync(key, storePassword, keyPassword, cancellationToken).ConfigureAwait(false)
            : null;
        var trust = options.TrustStore is { } path
            ? await StoreFile.ReadAsync(path, trustPassword, keyPassword: null, cancellationToken).ConfigureAwait(false)
            : null;
        return Create(shape.Protocol, keyStore?.SelectKey(options.KeyAlias), trust, options.VerifyHostName, shape.CreateSasl(options, saslPassword));

        async Task<string?> ReadSecretAsync(string? source)
        {
            if (string.IsNullOrEmpty(source))
            {
                return null;
            }

            if (!known.TryGetValue(source, out var secret))
            {
                var from = SecretSource.Parse(source);
                secret = await from.ReadAsync(timeout, cancellationToken).ConfigureAwait(false);
                if (from is not StandardInputSecret)
                {
                    known.Add(source, secret);
                }
            }

            return secret;
        }
    }

    /// <summary>As a Java client's properties say.</summary>
    public async Task<KafkaLogin> LoadAsync(JavaSecurity security, string? keyAlias, CancellationToken cancellationToken)
    {
        var usesTls = UsesTls(security.Protocol);
        var keyStore = usesTls && security.KeyStore is { } key ? await ReadAsync(key, security.KeyPassword).ConfigureAwait(false) : null;
        var trust = usesTls && security.TrustStore is { } store ? await ReadAsync(store, keyPassword: null).ConfigureAwait(false) : null;
        return Create(security.Protocol, keyStore?.SelectKey(keyAlias), trust, security.VerifiesHostName, security.Sasl);

        Task<StoreFile> ReadAsync(JavaStore from, string? keyPassword) => from.Location is { } location
            ? StoreFile.ReadAsync(location, from.Password, keyPassword, cancellationToken)
            : Task.FromResult(StoreFile.Parse(
                Encoding.UTF8.GetBytes($"{from.PrivateKey}\n{from.Certificates}"),
                from.PrivateKey is null ? "ssl.truststore.certificates" : "ssl.keystore.key and ssl.keystore.certificate.chain",
                keyPassword ?? from.Password));
    }

    private static bool UsesTls(SecurityProtocol protocol) => protocol is SecurityProtocol.Ssl or SecurityProtocol.SaslSsl;

    private KafkaLogin Create(SecurityProtocol protocol, KeyEntry? key, StoreFile? trust, bool verifiesHostName, JavaSasl? sasl)
    {
        var properties = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["security.protocol"] = LoginShape.NameOf(protocol),
        };
        if (UsesTls(protocol))
        {
            properties["ssl.endpoint.identification.algorithm"] = verifiesHostName ? "https" : "none";
            if (key is not null)
            {
                CheckValidity(key);
                properties["ssl.key.pem"] = key.PrivateKeyPem;
                properties["ssl.certificate.pem"] = key.CertificateChainPem;
            }

            if (trust is not null)
            {
                properties["ssl.ca.pem"] = trust.TrustedCertificatesPem;
                _warnings.AddRange(from entry in trust.Entries
                                   from problem in entry.FindProblems(time)
                                   where problem.Kind is StoreProblemKind.Expired or StoreProblemKind.NotYetValid or StoreProblemKind.ExpiresSoon
                                   select $"{trust.Name}: {problem.Detail}");
                _warnings.AddRange(FindRootless(trust));
            }
        }

        if (sasl is not null)
        {
            AddSasl(properties, sasl);
        }

        return new KafkaLogin(properties, _warnings, new LoginMaterial(UsesTls(protocol), key, trust, verifiesHostName));
    }

    // The client checks a broker's chain up to its root, where a Java client is content with any certificate of the store.
    private static IEnumerable<string> FindRootless(StoreFile trust)
    {
        var known = trust.Entries.SelectMany(entry => entry.Certificates).ToArray();
        return from certificate in known
               where !certificate.IsSelfIssued && !Array.Exists(known, other => other.Subject == certificate.Issuer)
               select $"{trust.Name}: \"{certificate.Subject}\" was issued by \"{certificate.Issuer}\", whose certificate is not in the trust store: "
                   + "add it, or brokers may not be trusted.";
    }

    // Brokers would refuse it with a word about TLS, when the file itself says why.
    private void CheckValidity(KeyEntry key)
    {
        foreach (var problem in key.FindProblems(time))
        {
            switch (problem.Kind)
            {
                case StoreProblemKind.Expired or StoreProblemKind.NotYetValid:
                    throw new KafkaFailureException(FailureCode.InvalidConfiguration, problem.Detail);

                case StoreProblemKind.ExpiresSoon:
                    _warnings.Add(problem.Detail);
                    break;
            }
        }
    }

    private static void AddSasl(Dictionary<string, string> properties, JavaSasl sasl)
    {
        properties["sasl.mechanism"] = LoginShape.NameOf(sasl.Mechanism);
        if (sasl.TokenClient is { } client)
        {
            properties["sasl.oauthbearer.method"] = "oidc";
            properties["sasl.oauthbearer.client.id"] = client.ClientId;
            properties["sasl.oauthbearer.client.secret"] = client.ClientSecret;
            properties["sasl.oauthbearer.token.endpoint.url"] = client.Endpoint.AbsoluteUri;
            if (client.Scope is { } scope)
            {
                properties["sasl.oauthbearer.scope"] = scope;
            }

            if (client.Extensions.Count > 0)
            {
                properties["sasl.oauthbearer.extensions"] = string.Join(',', client.Extensions.Select(extension => $"{extension.Key}={extension.Value}"));
            }
        }
        else
        {
            properties["sasl.username"] = sasl.User!;
            properties["sasl.password"] = sasl.Password!;
        }
    }
}
