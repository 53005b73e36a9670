// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Connections.Stores;

/// <summary>How a key store or trust store is written; told by its content, never by its name.</summary>
public enum StoreKind
{
    /// <summary>Java's own format until Java 8.</summary>
    Jks,

    /// <summary>PKCS#12 (RFC 7292), Java's format since Java 9; files are often called .p12 or .pfx.</summary>
    Pkcs12,

    /// <summary>Text with BEGIN and END lines (RFC 7468).</summary>
    Pem,
}
