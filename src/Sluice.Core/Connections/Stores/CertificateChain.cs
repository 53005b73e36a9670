// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Connections.Stores;

/// <summary>The certificates of a key in the order in which TLS sends them (RFC 8446, section 4.4.2).</summary>
internal sealed class CertificateChain
{
    // As many as OpenSSL follows.
    private const int MaxLength = 100;

    private CertificateChain(IReadOnlyList<StoreCertificate> certificates, bool isInOrder)
    {
        Certificates = certificates;
        IsInOrder = isInOrder;
    }

    public IReadOnlyList<StoreCertificate> Certificates { get; }

    public bool IsInOrder { get; }

    /// <summary>Finds the chain of a key.</summary>
    /// <param name="key">The key, or null if it could not be opened.</param>
    /// <param name="own">What the file gives for the key, in its order.</param>
    /// <param name="all">All certificates of the file: what the chain lacks is taken from there.</param>
    public static CertificateChain Find(PrivateKey? key, IReadOnlyList<StoreCertificate> own, CertificatePool all)
    {
        if ((own.FirstOrDefault(certificate => key?.Matches(certificate.PublicKey) ?? false) ?? GuessLeaf(own, all)) is not { } leaf)
        {
            return new([], isInOrder: true);
        }

        List<StoreCertificate> chain = [leaf];
        while (!chain[^1].IsSelfIssued && chain.Count < MaxLength && all.FindIssuer(chain[^1]) is { } issuer && !chain.Contains(issuer))
        {
            chain.Add(issuer);
        }

        return new(chain, own.SequenceEqual(chain.Take(own.Count)));
    }

    // The first one, unless it issued another: then somebody wrote the root first.
    private static StoreCertificate? GuessLeaf(IReadOnlyList<StoreCertificate> own, CertificatePool all) =>
        own.FirstOrDefault(candidate => !all.HasIssued(candidate)) ?? (own.Count > 0 ? own[0] : null);
}
