// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Connections.Stores;

/// <summary>A key or a certificate in a PKCS#12, with its attributes.</summary>
internal sealed record Pkcs12Bag(ReadOnlyMemory<byte> Content)
{
    public bool IsProtected { get; init; }

    public string? Name { get; init; }

    public string? KeyId { get; init; }

    public bool IsTrusted { get; init; }
}
