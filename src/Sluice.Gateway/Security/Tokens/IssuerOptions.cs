// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Gateway.Security.Tokens;

/// <summary>Tokens of one OpenID provider, section <c>Security:Tokens:Issuers:N</c>.</summary>
internal sealed class IssuerOptions
{
    /// <summary>The issuer, exactly as its tokens name it (claim <c>iss</c>).</summary>
    /// <value>Required; an https URL, for example <c>https://keycloak.example.com/realms/kafka</c>.</value>
    public string Issuer { get; set; } = "";

    /// <summary>Where its OpenID metadata is.</summary>
    /// <value>Default: the issuer with <c>/.well-known/openid-configuration</c> behind it. An https URL.</value>
    public string? MetadataAddress { get; set; }

    /// <summary>For whom tokens must have been issued (claim <c>aud</c>), with or without a slash at the end; several are separated by
    /// semicolons.</summary>
    /// <value>Required.</value>
    public string Audience { get; set; } = "";

    /// <summary>Claim that names the caller.</summary>
    /// <value>Default <c>sub</c>. Here and below, where no claim has the whole name, dots lead into objects: <c>realm_access.roles</c>.</value>
    public string IdClaim { get; set; } = "sub";

    /// <summary>Claim that names the application; where it is absent, <c>client_id</c> (RFC 9068) is taken.</summary>
    /// <value>Default <c>azp</c>.</value>
    public string ApplicationClaim { get; set; } = "azp";

    /// <summary>Claim with the caller's roles: a list of texts or one text.</summary>
    /// <value>Default <c>roles</c>; Keycloak's is <c>realm_access.roles</c>.</value>
    public string RolesClaim { get; set; } = "roles";

    /// <summary>Claim with the caller's groups: a list of texts or one text.</summary>
    /// <value>Default <c>groups</c>.</value>
    public string GroupsClaim { get; set; } = "groups";

    /// <summary>File of PEM certificates of the authorities that the provider's own certificate must come from.</summary>
    /// <value>Default none: those that the system trusts.</value>
    public string? AuthorityFile { get; set; }
}
