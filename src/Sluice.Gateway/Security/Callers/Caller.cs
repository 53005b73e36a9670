// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Gateway.Security.Callers;

/// <summary>Who sent a request, as its token or its certificate says: what rules, limits and logs go by. Immutable.</summary>
internal sealed record Caller
{
    /// <summary>Everybody, where the gateway asks for no tokens.</summary>
    public static readonly Caller Anonymous = new() { Id = "anonymous", IsAuthenticated = false };

    /// <summary>Names the caller over all issuers: <c>oid:…</c>, <c>sub:…</c> or <c>cert:…</c>. For limits, logs and the audit; holds no control
    /// characters.</summary>
    public required string Id { get; init; }

    /// <summary>Whether somebody vouched for the caller.</summary>
    public bool IsAuthenticated { get; init; } = true;

    /// <summary>The object id in Microsoft Entra (claim <c>oid</c>); null if another issuer vouched.</summary>
    public string? ObjectId { get; init; }

    /// <summary>The application that the token was issued to (claim <c>azp</c>, or <c>appid</c> in v1 tokens).</summary>
    public string? ApplicationId { get; init; }

    /// <summary>The name that the settings give to the caller's certificate.</summary>
    public string? CertificateName { get; init; }

    /// <summary>The roles that the token names.</summary>
    public IReadOnlySet<string> Roles { get; init; } = new HashSet<string>();

    /// <summary>The groups that the caller is known to belong to, by object id.</summary>
    public IReadOnlySet<string> Groups { get; init; } = new HashSet<string>();

    /// <summary>Whether the caller may belong to more groups than <see cref="Groups"/>: its token does not list them all.</summary>
    public bool HasUnlistedGroups { get; init; }
}
