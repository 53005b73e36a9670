// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Gateway.Security.Tokens;

/// <summary>Whose tokens are taken, section <c>Security:Tokens</c>. With none of them callers need no token.</summary>
internal sealed class TokenOptions
{
    /// <summary>Configuration section these options are bound from.</summary>
    public const string SectionName = "Security:Tokens";

    /// <summary>Tokens of a Microsoft Entra tenant.</summary>
    public EntraOptions Entra { get; set; } = new();

    /// <summary>Tokens of other OpenID providers: Keycloak, Auth0, Okta ….</summary>
    /// <value>Default none. The first is <c>Security:Tokens:Issuers:0</c>.</value>
    public IList<IssuerOptions> Issuers { get; set; } = [];

    /// <summary>How far the providers' clocks may be from this one: a token is taken that much before and after its own times.</summary>
    /// <value>Default 1 min; 0–5 min.</value>
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Age at which a provider's keys are read again before another token is checked with them: a key that it has withdrawn is refused
    /// after that time at the latest, unless the provider cannot be reached.
    /// </summary>
    /// <value>Default 1 h; 1 min–24 h.</value>
    public TimeSpan KeyMaxAge { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long known keys serve while the provider cannot be reached, counted from when they were read.</summary>
    /// <value>Default 24 h; <see cref="KeyMaxAge"/>–7 days.</value>
    public TimeSpan KeyOutage { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Least time between two readings of a provider's keys, however many tokens name a key that is not known.</summary>
    /// <value>Default 10 s; 1 s–10 min.</value>
    public TimeSpan KeyRetryInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether callers need a token.</summary>
    public bool IsOn => !string.IsNullOrWhiteSpace(Entra.TenantId) || Issuers.Count > 0;
}
