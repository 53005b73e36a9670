// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Connections.Stores;

/// <summary>A certificate without a key: whom it is of, or who it signed for, is trusted. Immutable.</summary>
public sealed class TrustedCertificateEntry : StoreEntry
{
    internal TrustedCertificateEntry(string alias, StoreCertificate certificate)
        : base(alias, [certificate])
    {
    }

    /// <summary>The certificate.</summary>
    public StoreCertificate Certificate => Certificates[0];
}
