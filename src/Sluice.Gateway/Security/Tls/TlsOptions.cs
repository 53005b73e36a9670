// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Gateway.Security.Tls;

/// <summary>
/// The server's certificate, section <c>Tls</c>: <see cref="Certificate"/> or <see cref="Directory"/>. Files that change are read anew, and
/// what cannot be used is left alone: new connections get the new certificate, the others go on.
/// </summary>
internal sealed class TlsOptions
{
    /// <summary>Configuration section these options are bound from.</summary>
    public const string SectionName = "Tls";

    /// <summary>
    /// The file with the certificate and its chain, and with the key unless <see cref="Key"/> names it: PEM, PKCS#12 or JKS, told by its
    /// content. The key is RSA or EC.
    /// </summary>
    /// <value>Default none. For example <c>/etc/sluice/server.pem</c>.</value>
    public string? Certificate { get; set; }

    /// <summary>The file with the key, in PEM, where it is not in the certificate's.</summary>
    /// <value>Default none. For example <c>/etc/sluice/server.key</c>.</value>
    public string? Key { get; set; }

    /// <summary>
    /// Instead of the files a directory with <c>tls.crt</c> and <c>tls.key</c> (as Kubernetes mounts a secret), or with <c>fullchain.pem</c> and
    /// <c>privkey.pem</c> (as certbot leaves them); the first pair that is there is taken.
    /// </summary>
    /// <value>Default none. For example <c>/etc/letsencrypt/live/gateway.example</c>.</value>
    public string? Directory { get; set; }

    /// <summary>Where the password of the key or of the store is: <c>env:NAME</c>, <c>file:PATH</c> or an <c>https</c> address.</summary>
    /// <value>Default none: the key is not encrypted. For example <c>env:SLUICE_TLS_PASSWORD</c>.</value>
    public string? Password { get; set; }

    /// <summary>How often the files are looked at.</summary>
    /// <value>Default 10 s; 1 s–1 h.</value>
    public TimeSpan ReloadInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Certificates of callers (mutual TLS).</summary>
    public ClientCertificateOptions ClientCertificates { get; set; } = new();

    /// <summary>Whether there is a certificate, so that TLS can be spoken.</summary>
    public bool IsOn => !string.IsNullOrEmpty(Certificate) || !string.IsNullOrEmpty(Directory);
}
