// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Gateway.Security.Groups.Graph;

/// <summary>
/// How Microsoft Graph is asked for groups, section <c>Security:Groups:Graph</c>. The gateway asks with a credential of its own: a managed
/// identity, or an application with a client secret or a certificate.
/// </summary>
internal sealed class GraphOptions
{
    /// <summary>
    /// Whether the managed identity of this machine is the credential; <see cref="ClientId"/> then names a user-assigned one.
    /// </summary>
    /// <value>Default false.</value>
    public bool ManagedIdentity { get; set; }

    /// <summary>The application's id, or that of the user-assigned managed identity.</summary>
    /// <value>Default none.</value>
    public string? ClientId { get; set; }

    /// <summary>
    /// The application's secret. Set it in the environment (<c>Security__Groups__Graph__ClientSecret</c>), or name a file instead.
    /// </summary>
    /// <value>Default none.</value>
    public string? ClientSecret { get; set; }

    /// <summary>A file whose first line is the application's secret.</summary>
    /// <value>Default none.</value>
    public string? ClientSecretFile { get; set; }

    /// <summary>A PEM or PKCS#12 file with the application's certificate and its key.</summary>
    /// <value>Default none.</value>
    public string? CertificateFile { get; set; }

    /// <summary>The password of <see cref="CertificateFile"/>. Set it in the environment.</summary>
    /// <value>Default none.</value>
    public string? CertificatePassword { get; set; }

    /// <summary>The tenant of the application.</summary>
    /// <value>Default: that of <c>Security:Tokens:Entra:TenantId</c>.</value>
    public string? TenantId { get; set; }

    /// <summary>Where Microsoft Graph is.</summary>
    /// <value>Default <c>https://graph.microsoft.com</c>; for example <c>https://graph.microsoft.us</c>.</value>
    public string Url { get; set; } = "https://graph.microsoft.com";

    /// <summary>The sign-in host that gives the credential its token; not for a managed identity.</summary>
    /// <value>Default: that of <c>Security:Tokens:Entra:Instance</c>.</value>
    public string? Instance { get; set; }

    /// <summary>
    /// File of PEM certificates of the authorities that the certificates of <see cref="Url"/> and <see cref="Instance"/> must come from.
    /// </summary>
    /// <value>Default: that of <c>Security:Tokens:Entra:AuthorityFile</c>.</value>
    public string? AuthorityFile { get; set; }

    /// <summary>How long it may take to find out a caller's groups, with all attempts.</summary>
    /// <value>Default 4 s; 500 ms–8 s.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(4);

    /// <summary>Whether Microsoft Graph is asked at all.</summary>
    public bool IsOn => ManagedIdentity || !string.IsNullOrEmpty(ClientId);
}
