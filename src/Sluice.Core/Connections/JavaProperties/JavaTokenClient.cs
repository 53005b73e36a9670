// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Connections.JavaProperties;

/// <summary>How tokens are asked for: client credentials (RFC 6749, section 4.4). Immutable; its text form shows no secret.</summary>
public sealed record JavaTokenClient
{
    /// <summary>Where tokens are asked for.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>The client's id.</summary>
    public required string ClientId { get; init; }

    /// <summary>The client's secret.</summary>
    public required string ClientSecret { get; init; }

    /// <summary>What the token is for; null to leave it to the server.</summary>
    public string? Scope { get; init; }

    /// <summary>SASL extensions (KIP-342) by name, for example <c>logicalCluster</c>.</summary>
    public IReadOnlyDictionary<string, string> Extensions { get; init; } = new Dictionary<string, string>();

    /// <inheritdoc/>
    public override string ToString() => ClientId;
}
