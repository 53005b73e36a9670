// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Connections.Stores;

/// <summary>All certificates of a file, to be found by their names.</summary>
internal sealed class CertificatePool
{
    private readonly ILookup<string, StoreCertificate> _bySubject;
    private readonly ILookup<string, StoreCertificate> _byIssuer;

    public CertificatePool(IReadOnlyCollection<StoreCertificate> certificates)
    {
        _bySubject = certificates.ToLookup(certificate => certificate.SubjectKey, StringComparer.Ordinal);
        _byIssuer = certificates.ToLookup(certificate => certificate.IssuerKey, StringComparer.Ordinal);
    }

    public StoreCertificate? FindIssuer(StoreCertificate certificate) =>
        _bySubject[certificate.IssuerKey].FirstOrDefault(candidate => candidate != certificate && candidate.IsIssuerOf(certificate));

    public bool HasIssued(StoreCertificate certificate) =>
        _byIssuer[certificate.SubjectKey].Any(candidate => candidate != certificate && certificate.IsIssuerOf(candidate));
}
