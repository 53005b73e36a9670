// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Gateway.Security.Tls;

/// <summary>Certificates of callers (mutual TLS), section <c>Tls:ClientCertificates</c>.</summary>
internal sealed class ClientCertificateOptions
{
    /// <summary>Whether callers show a certificate, on every address with <c>https</c> but the management address.</summary>
    /// <value>
    /// Default <c>none</c>; <c>optional</c>: who has one shows it; <c>required</c>: who has none is refused, also where a token is given.
    /// </value>
    public ClientCertificateMode Mode { get; set; }

    /// <summary>A file with the authorities that issue the callers' certificates, and no others are trusted: PEM, PKCS#12 or JKS.</summary>
    /// <value>Default none; needed unless the mode is <c>none</c>. Read anew when it changes.</value>
    public string? Authorities { get; set; }

    /// <summary>Which certificates stand for whom; the first that fits decides. Any other certificate stands for nobody.</summary>
    /// <value>Default none.</value>
    public IList<CertificatePrincipalOptions> Principals { get; set; } = [];
}
