// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;

namespace Sluice.Core.Connections.JavaProperties;

/// <summary>TLS and login as a Java client's properties say. Immutable; its text form shows no secret.</summary>
public sealed record JavaSecurity
{
    /// <summary>Whether TLS and login are used; as in Java, neither by default.</summary>
    public SecurityProtocol Protocol { get; init; } = SecurityProtocol.Plaintext;

    /// <summary>The client's own key and certificates; null if none are shown to brokers.</summary>
    public JavaStore? KeyStore { get; init; }

    /// <summary>Who brokers are trusted by; null for the authorities that the system trusts.</summary>
    public JavaStore? TrustStore { get; init; }

    /// <summary>Opens the key inside its store; null if the store's password does.</summary>
    public string? KeyPassword { get; init; }

    /// <summary>Whether a broker's name is compared with its certificate; true by default.</summary>
    public bool VerifiesHostName { get; init; } = true;

    /// <summary>How to log in; null without a protocol that does.</summary>
    public JavaSasl? Sasl { get; init; }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Protocol}, key store {KeyStore?.ToString() ?? "none"}, trust store {TrustStore?.ToString() ?? "none"}, {Sasl?.ToString() ?? "no login"}";
}
