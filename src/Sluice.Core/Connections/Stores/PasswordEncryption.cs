// SPDX-License-Identifier: Apache-2.0

using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Security;
using Sluice.Core.Errors;

namespace Sluice.Core.Connections.Stores;

/// <summary>Password-based encryption as PKCS#5 (RFC 8018) and PKCS#12 (RFC 7292, appendix C) name it.</summary>
internal static class PasswordEncryption
{
    private const string Pbes2 = "1.2.840.113549.1.5.13";
    private const string Pbkdf2 = "1.2.840.113549.1.5.12";
    private const string HmacSha256 = "1.2.840.113549.2.9";
    private const string Aes256Cbc = "2.16.840.1.101.3.4.1.42";

    // As many as Java's keytool.
    private const int Rounds = 10_000;

    /// <summary>Decrypts; null if the password does not fit.</summary>
    /// <param name="reading">Counts the work.</param>
    /// <param name="algorithm">The AlgorithmIdentifier.</param>
    /// <param name="data">What is encrypted.</param>
    /// <param name="password">The password.</param>
    /// <param name="hasZeroEnd">With PKCS#12 an empty password is two zero octets instead of none: programs differ.</param>
    public static byte[]? Decrypt(StoreReading reading, AsnReader algorithm, byte[] data, string password, bool hasZeroEnd)
    {
        var kind = algorithm.ReadObjectIdentifier();
        if (kind == Pbes2)
        {
            return DecryptPbes2(reading, algorithm.ReadSequence(), data, password);
        }

        if (!PbeUtilities.IsPkcs12(kind) && !PbeUtilities.IsPkcs5Scheme1(kind))
        {
            throw Unsupported(reading, kind);
        }

        var parameters = algorithm.ReadSequence();
        var salt = parameters.ReadOctetString();
        var rounds = reading.Spend(ReadRounds(parameters));
        try
        {
            var cipher = (IBufferedCipher)PbeUtilities.CreateEngine(kind);
            cipher.Init(
                forEncryption: false,
                PbeUtilities.GenerateCipherParameters(
                    kind, password.ToCharArray(), hasZeroEnd, PbeUtilities.GenerateAlgorithmParameters(kind, salt, rounds)));
            return cipher.DoFinal(data);
        }
        catch (CryptoException)
        {
            return null;
        }
    }

    /// <summary>Decrypts an EncryptedPrivateKeyInfo (RFC 5958, section 3).</summary>
    public static byte[]? DecryptKey(StoreReading reading, ReadOnlyMemory<byte> content, string password, bool hasZeroEnd = false)
    {
        var info = new AsnReader(content, AsnEncodingRules.BER).ReadSequence();
        return Decrypt(reading, info.ReadSequence(), info.ReadOctetString(), password, hasZeroEnd);
    }

    /// <summary>Encrypts with AES-256 and PBKDF2 over SHA-256; writes the AlgorithmIdentifier and returns what is encrypted.</summary>
    public static byte[] Encrypt(AsnWriter writer, ReadOnlySpan<byte> data, string password)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        using var aes = Aes.Create();
        aes.Key = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, Rounds, HashAlgorithmName.SHA256, 32);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(Pbes2);
            using (writer.PushSequence())
            {
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(Pbkdf2);
                    using (writer.PushSequence())
                    {
                        writer.WriteOctetString(salt);
                        writer.WriteInteger(Rounds);
                        using (writer.PushSequence())
                        {
                            writer.WriteObjectIdentifier(HmacSha256);
                            writer.WriteNull();
                        }
                    }
                }

                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(Aes256Cbc);
                    writer.WriteOctetString(aes.IV);
                }
            }
        }

        return aes.EncryptCbc(data, aes.IV);
    }

    /// <summary>Derives a key as PBKDF2-params (RFC 8018, appendix A.2) say it.</summary>
    public static byte[] DeriveKey(StoreReading reading, AsnReader parameters, string password, int size)
    {
        var salt = parameters.ReadOctetString();
        var rounds = reading.Spend(ReadRounds(parameters));
        if (parameters.HasData && parameters.PeekTag().HasSameClassAndValue(Asn1Tag.Integer) && parameters.ReadInteger() != size)
        {
            throw new CryptographicException();
        }

        var hash = parameters.HasData ? HashOf(reading, parameters.ReadSequence().ReadObjectIdentifier()) : HashAlgorithmName.SHA1;
        return Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, rounds, hash, size);
    }

    /// <summary>A count of rounds; one that no one could mean is the largest number.</summary>
    public static long ReadRounds(AsnReader reader)
    {
        var rounds = reader.ReadInteger();
        return rounds < 0 || rounds > int.MaxValue ? int.MaxValue : (long)rounds;
    }

    public static KafkaFailureException Unsupported(StoreReading reading, string kind) => reading.Fault(
        $"it is encrypted in a way that is not supported (object identifier {kind}): make it anew with keytool's or OpenSSL's defaults.");

    private static byte[]? DecryptPbes2(StoreReading reading, AsnReader parameters, byte[] data, string password)
    {
        var derivation = parameters.ReadSequence();
        var encryption = parameters.ReadSequence();
        if (derivation.ReadObjectIdentifier() is var kind && kind != Pbkdf2)
        {
            throw Unsupported(reading, kind);
        }

        var cipher = encryption.ReadObjectIdentifier();
        using SymmetricAlgorithm algorithm = cipher switch
        {
            "2.16.840.1.101.3.4.1.2" => CreateAes(128),
            "2.16.840.1.101.3.4.1.22" => CreateAes(192),
            Aes256Cbc => CreateAes(256),
            "1.2.840.113549.3.7" => CreateTripleDes(),
            _ => throw Unsupported(reading, cipher),
        };
        var vector = encryption.ReadOctetString();
        var key = DeriveKey(reading, derivation.ReadSequence(), password, algorithm.KeySize / 8);
        if (vector.Length != algorithm.BlockSize / 8)
        {
            throw new CryptographicException();
        }

        try
        {
            algorithm.Key = key;
            return algorithm.DecryptCbc(data, vector);
        }
        catch (CryptographicException)
        {
            // Wrongly padded, or a weak key of 3DES that no right password gives.
            return null;
        }
    }

    private static Aes CreateAes(int bits)
    {
        var aes = Aes.Create();
        aes.KeySize = bits;
        return aes;
    }

#pragma warning disable CA5350 // Read, never written: old stores have it.
    private static TripleDES CreateTripleDes() => TripleDES.Create();
#pragma warning restore CA5350

    private static HashAlgorithmName HashOf(StoreReading reading, string kind) => kind switch
    {
        "1.2.840.113549.2.7" => HashAlgorithmName.SHA1,
        HmacSha256 => HashAlgorithmName.SHA256,
        "1.2.840.113549.2.10" => HashAlgorithmName.SHA384,
        "1.2.840.113549.2.11" => HashAlgorithmName.SHA512,
        _ => throw Unsupported(reading, kind),
    };
}
