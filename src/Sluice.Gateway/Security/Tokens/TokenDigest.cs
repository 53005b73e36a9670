// SPDX-License-Identifier: Apache-2.0

using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Sluice.Gateway.Security.Tokens;

/// <summary>The SHA-256 of a token: stands for it where the token itself shall not be kept.</summary>
internal readonly record struct TokenDigest(UInt128 First, UInt128 Second)
{
    public static TokenDigest Of(ReadOnlySpan<char> token)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(token), hash);
        var halves = MemoryMarshal.Cast<byte, UInt128>(hash);
        return new TokenDigest(halves[0], halves[1]);
    }
}
