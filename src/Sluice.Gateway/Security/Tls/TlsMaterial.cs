// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Gateway.Security.Tls;

/// <summary>All that new connections need, from one reading of the files. Immutable.</summary>
internal sealed class TlsMaterial
{
    /// <summary>The hash of the files that it was made from.</summary>
    public required string Hash { get; init; }

    public required ServerCertificate Certificate { get; init; }

    /// <summary>Who issues the callers' certificates; null if none are asked for.</summary>
    public required ClientAuthorities? Authorities { get; init; }
}
