// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography.X509Certificates;
using Sluice.Core.Connections.Stores;

namespace Sluice.Gateway.Security.Tls;

/// <summary>Which certificates an entry of the settings means. Immutable.</summary>
internal sealed class CertificatePattern
{
    private readonly string? _subject;
    private readonly string? _alternativeName;
    private readonly string? _fingerprint;

    private CertificatePattern(CertificatePrincipalOptions principal)
    {
        // By way of its encoding, so that it is written as certificates' names are, whatever spaces and quotes the settings have.
        _subject = principal.Subject is { Length: > 0 } subject
            ? new X500DistinguishedName(new X500DistinguishedName(subject).RawData).Name
            : null;
        _alternativeName = principal.SubjectAlternativeName;
        _fingerprint = principal.Thumbprint?.Replace(":", "", StringComparison.Ordinal);
    }

    public static CertificatePattern Of(CertificatePrincipalOptions principal) => new(principal);

    public bool Fits(StoreCertificate certificate) =>
        _subject is { Length: > 0 } ? certificate.Subject == _subject
        : _alternativeName is { Length: > 0 } name ? certificate.SubjectAlternativeNames.Any(other => AreSame(name, other))
        : certificate.Sha256Fingerprint.Replace(":", "", StringComparison.Ordinal).Equals(_fingerprint, StringComparison.OrdinalIgnoreCase);

    // Host names alone are the same in capitals (RFC 5280, section 7.2).
    private static bool AreSame(string name, string other) => name.Equals(
        other, name.StartsWith("DNS:", StringComparison.Ordinal) ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);
}
