// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Connections.Security;

/// <summary>
/// How to log in to a cluster, with files as an infrastructure team hands them out. Passwords are named by where they are:
/// <c>env:NAME</c>, <c>file:PATH</c>, <c>stdin</c> or an <c>https://</c> address; never written here. Bound from the section <c>Kafka:Security</c>.
/// </summary>
public sealed class KafkaSecurityOptions
{
    /// <summary><c>plaintext</c>, <c>ssl</c>, <c>sasl_plaintext</c> or <c>sasl_ssl</c> (<c>security.protocol</c>).</summary>
    /// <value>Default null: what the other settings need, with TLS wherever there is a store or a login.</value>
    public string? Protocol { get; set; }

    /// <summary>File with the client's own key and certificates: JKS, PKCS#12 or PEM.</summary>
    /// <value>Default null: no certificate is shown.</value>
    public string? KeyStore { get; set; }

    /// <summary>Where the key store's password is.</summary>
    /// <value>Default null: it has none. For example <c>env:KEY_STORE_PASSWORD</c>.</value>
    public string? KeyStorePassword { get; set; }

    /// <summary>Where the password of the key inside the store is, if it is another one.</summary>
    /// <value>Default null: the key store's.</value>
    public string? KeyPassword { get; set; }

    /// <summary>Which key of the store.</summary>
    /// <value>Default null: the only one.</value>
    public string? KeyAlias { get; set; }

    /// <summary>File with the authorities that brokers' certificates are trusted by: JKS, PKCS#12 or PEM.</summary>
    /// <value>Default null: the system's authorities.</value>
    public string? TrustStore { get; set; }

    /// <summary>Where the trust store's password is.</summary>
    /// <value>Default null: the key store's.</value>
    public string? TrustStorePassword { get; set; }

    /// <summary>Whether a broker's name must stand in its certificate (<c>ssl.endpoint.identification.algorithm</c>).</summary>
    /// <value>Default true.</value>
    public bool VerifyHostName { get; set; } = true;

    /// <summary><c>PLAIN</c>, <c>SCRAM-SHA-256</c>, <c>SCRAM-SHA-512</c> or <c>OAUTHBEARER</c> (<c>sasl.mechanism</c>).</summary>
    /// <value>Default null: no login.</value>
    public string? SaslMechanism { get; set; }

    /// <summary>The user, with PLAIN and SCRAM; the client's id with OAUTHBEARER.</summary>
    /// <value>Default null.</value>
    public string? SaslUser { get; set; }

    /// <summary>Where the user's password or the client's secret is.</summary>
    /// <value>Default null. For example <c>file:/run/secrets/kafka</c>.</value>
    public string? SaslPassword { get; set; }

    /// <summary>Where OAUTHBEARER gets its tokens, by client credentials.</summary>
    /// <value>Default null. An <c>https</c> address.</value>
    public string? SaslTokenEndpoint { get; set; }

    /// <summary>What the token is for.</summary>
    /// <value>Default null: no scope is asked for.</value>
    public string? SaslScope { get; set; }

    /// <summary>Whether anything is set; which key of a store stands in no Java properties, and may be said beside them.</summary>
    internal bool IsGiven => !VerifyHostName || new[]
    {
        Protocol, KeyStore, KeyStorePassword, KeyPassword, TrustStore, TrustStorePassword,
        SaslMechanism, SaslUser, SaslPassword, SaslTokenEndpoint, SaslScope,
    }.Any(value => !string.IsNullOrEmpty(value));
}
