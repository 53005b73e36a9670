// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Clusters;

/// <summary>What is right or wrong with the files that a client is handed out.</summary>
public enum ClientCertificateKind
{
    /// <summary>Nothing is wrong.</summary>
    Valid,

    /// <summary>Certificate and trust store are another authority's: brokers do not trust the client, nor the client the brokers.</summary>
    Foreign,

    /// <summary>The certificate expired a day ago.</summary>
    Expired,

    /// <summary>The certificate is valid from tomorrow.</summary>
    NotYetValid,
}
