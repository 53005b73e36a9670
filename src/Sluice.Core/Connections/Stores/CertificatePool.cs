// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Connections.Stores;

/// <summary>All certificates of a file, to be found by their subject.</summary>
internal sealed class CertificatePool
{
    private readonly ILookup<string, StoreCertificate> _bySubject;

    public CertificatePool(IEnumerable<StoreCertificate> certificates) =>
        _bySubject = certificates.ToLookup(certificate => certificate.SubjectKey, StringComparer.Ordinal);

    public StoreCertificate? FindIssuer(StoreCertificate certificate) =>
        _bySubject[certificate.IssuerKey].FirstOrDefault(candidate => candidate != certificate && candidate.IsIssuerOf(certificate));
}
