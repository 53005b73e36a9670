// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Gateway.Security.Tls;

/// <summary>
/// Whom a certificate stands for, an entry of <c>Tls:ClientCertificates:Principals</c>. One of <see cref="Subject"/>,
/// <see cref="SubjectAlternativeName"/> and <see cref="Thumbprint"/> says which certificate; <c>sluice certs inspect</c> shows all three.
/// </summary>
internal sealed class CertificatePrincipalOptions
{
    /// <summary>The certificate's whole subject.</summary>
    /// <value>Default none. For example <c>CN=orders, O=Example</c>.</value>
    public string? Subject { get; set; }

    /// <summary>One of the certificate's alternative names, with its kind.</summary>
    /// <value>
    /// Default none. For example <c>DNS:orders.example</c>, <c>URI:spiffe://example/orders</c>, <c>IP:10.0.0.7</c>, <c>email:a@example</c>.
    /// </value>
    public string? SubjectAlternativeName { get; set; }

    /// <summary>SHA-256 over the certificate, in hexadecimal, with or without colons.</summary>
    /// <value>Default none.</value>
    public string? Thumbprint { get; set; }

    /// <summary>What the caller is called in topic rules (<c>cert:NAME</c>), limits and logs.</summary>
    /// <value>Needed; up to 128 characters.</value>
    public string Name { get; set; } = "";

    /// <summary>The groups that the caller belongs to, as a token would list them.</summary>
    /// <value>Default none.</value>
    public IList<string> Groups { get; set; } = [];
}
