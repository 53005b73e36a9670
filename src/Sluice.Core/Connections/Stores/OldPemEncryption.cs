// SPDX-License-Identifier: Apache-2.0

using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Security;

namespace Sluice.Core.Connections.Stores;

/// <summary>How OpenSSL encrypted keys before PKCS#8 (PEM_read_PrivateKey(3), "PEM encryption format").</summary>
internal static class OldPemEncryption
{
    private const int SaltSize = 8;

    /// <summary>Decrypts; null if the password does not fit.</summary>
    public static byte[]? Decrypt(byte[] data, string encryption, string password)
    {
        var (name, bits) = encryption.Split(',')[0] switch
        {
            "AES-128-CBC" => ("AES", 128),
            "AES-192-CBC" => ("AES", 192),
            "AES-256-CBC" => ("AES", 256),
            "DES-EDE3-CBC" => ("DESEDE", 192),
            _ => throw new NotSupportedException("is encrypted in an old way: write it anew with \"openssl pkcs8 -topk8\"."),
        };
        try
        {
            var vector = Convert.FromHexString(encryption[(encryption.IndexOf(',', StringComparison.Ordinal) + 1)..].Trim());
            var generator = new OpenSslPbeParametersGenerator();
            generator.Init(PbeParametersGenerator.Pkcs5PasswordToUtf8Bytes(password.ToCharArray()), vector.AsSpan(0, SaltSize));
            var cipher = CipherUtilities.GetCipher($"{name}/CBC/PKCS7Padding");
            cipher.Init(
                forEncryption: false,
                new Org.BouncyCastle.Crypto.Parameters.ParametersWithIV(generator.GenerateDerivedParameters(name, bits), vector));
            return cipher.DoFinal(data);
        }
        catch (Exception fault) when (fault is CryptoException or FormatException or ArgumentException)
        {
            return null;
        }
    }
}
