// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Connections.JavaProperties;

/// <summary>A key store or a trust store: a file, or PEM text; not opened yet. Immutable; its text form shows no secret.</summary>
public sealed record JavaStore
{
    /// <summary><c>JKS</c> (the default), <c>PKCS12</c>, <c>PEM</c> or <c>JCEKS</c>. As <c>JKS</c> Java reads PKCS#12 files too.</summary>
    public required string Type { get; init; }

    /// <summary>The file's path as it was written; null if the store is text.</summary>
    public string? Location { get; init; }

    /// <summary>Opens the store; null if it is not in the properties.</summary>
    public string? Password { get; init; }

    /// <summary>The certificates as PEM text, the client's own first; null if the store is a file.</summary>
    public string? Certificates { get; init; }

    /// <summary>The private key as PEM text; null if the store is a file or has none.</summary>
    public string? PrivateKey { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Type} {Location ?? "text"}";
}
