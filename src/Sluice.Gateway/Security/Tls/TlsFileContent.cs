// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Gateway.Security.Tls;

/// <summary>The bytes of the files for TLS, as they were at one time.</summary>
internal sealed class TlsFileContent
{
    /// <summary>The setting that names the certificate's file.</summary>
    public required string Setting { get; init; }

    /// <summary>How messages name the certificate's files.</summary>
    public required string Name { get; init; }

    /// <summary>The certificate with its chain and its key.</summary>
    public required byte[] Server { get; init; }

    /// <summary>The authorities of callers; empty if no certificates are asked for.</summary>
    public required byte[] Authorities { get; init; }

    /// <summary>A hash over all of it.</summary>
    public required string Hash { get; init; }
}
