// SPDX-License-Identifier: Apache-2.0

using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Text;

namespace Sluice.Core.Connections.Stores;

/// <summary>
/// How JKS protects a key: a salt, the key xor a stream of SHA-1 over the password and what came before, and SHA-1 over the password
/// and the key.
/// </summary>
internal static class JksKeyProtection
{
    private const string Kind = "1.3.6.1.4.1.42.2.17.1.1";
    private const int Size = 20;

    /// <summary>The key as PKCS#8; null if the password is wrong.</summary>
    public static byte[]? Open(ReadOnlyMemory<byte> encrypted, string password)
    {
        var info = new AsnReader(encrypted, AsnEncodingRules.BER).ReadSequence();
        var kind = info.ReadSequence().ReadObjectIdentifier();
        if (kind != Kind)
        {
            throw new NotSupportedException($"is encrypted in a way that JKS does not know (object identifier {kind}): get it anew.");
        }

        var data = info.ReadOctetString();
        if (data.Length < 2 * Size)
        {
            throw new CryptographicException();
        }

        var key = data[Size..^Size];
        var link = data[..Size];
        for (var i = 0; i < key.Length; i++)
        {
            if (i % Size == 0)
            {
                link = Hash(password, link, []);
            }

            key[i] ^= link[i % Size];
        }

        return data.AsSpan(data.Length - Size).SequenceEqual(Hash(password, key, [])) ? key : null;
    }

    /// <summary>SHA-1 over the password's UTF-16 and then the two.</summary>
    public static byte[] Hash(string password, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
#pragma warning disable CA5350 // The format knows nothing else.
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
#pragma warning restore CA5350
        hash.AppendData(Encoding.BigEndianUnicode.GetBytes(password));
        hash.AppendData(first);
        hash.AppendData(second);
        return hash.GetHashAndReset();
    }
}
