// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;

namespace Sluice.Core.Connections.JavaProperties;

/// <summary>How to log in. Immutable; its text form shows no secret.</summary>
public sealed record JavaSasl
{
    /// <summary>PLAIN, SCRAM-SHA-256, SCRAM-SHA-512 or OAUTHBEARER.</summary>
    public required SaslMechanism Mechanism { get; init; }

    /// <summary>The user of PLAIN and SCRAM.</summary>
    public string? User { get; init; }

    /// <summary>The password of PLAIN and SCRAM.</summary>
    public string? Password { get; init; }

    /// <summary>How OAUTHBEARER gets its tokens.</summary>
    public JavaTokenClient? TokenClient { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Mechanism.ToString();
}
