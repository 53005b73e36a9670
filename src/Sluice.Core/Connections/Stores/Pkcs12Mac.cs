// SPDX-License-Identifier: Apache-2.0

using System.Formats.Asn1;
using System.Security.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Security;

namespace Sluice.Core.Connections.Stores;

/// <summary>What proves a PKCS#12 and its password (RFC 7292, appendix B; RFC 9579).</summary>
internal sealed class Pkcs12Mac
{
    private const string Pbmac1 = "1.2.840.113549.1.5.14";

    private readonly string _kind;
    private readonly ReadOnlyMemory<byte> _parameters;
    private readonly byte[] _expected;
    private readonly byte[] _salt;
    private readonly long _rounds;

    private Pkcs12Mac(AsnReader mac)
    {
        var digest = mac.ReadSequence();
        var algorithm = digest.ReadSequence();
        _kind = algorithm.ReadObjectIdentifier();
        _parameters = algorithm.HasData ? algorithm.ReadEncodedValue() : default;
        _expected = digest.ReadOctetString();
        _salt = mac.ReadOctetString();
        _rounds = mac.HasData ? PasswordEncryption.ReadRounds(mac) : 1;
    }

    public static Pkcs12Mac Read(AsnReader mac) => new(mac);

    public bool Matches(StoreReading reading, byte[] content, string password, bool hasZeroEnd) => CryptographicOperations.FixedTimeEquals(
        _expected,
        _kind == Pbmac1 ? Pbmac1Of(reading, content, password) : MacOf(reading, content, password, hasZeroEnd));

    /// <summary>The MAC over SHA-256 as new stores have it.</summary>
    public static byte[] Compute(byte[] content, string password, byte[] salt, int rounds) =>
        Compute("2.16.840.1.101.3.4.2.1", content, password, hasZeroEnd: false, salt, rounds);

    private static byte[] Compute(string digest, byte[] content, string password, bool hasZeroEnd, byte[] salt, int rounds)
    {
        var hash = DigestUtilities.GetDigest(digest);
        var generator = new Pkcs12ParametersGenerator(hash);
        generator.Init(PbeParametersGenerator.Pkcs12PasswordToBytes(password.AsSpan(), hasZeroEnd), salt, rounds);
        var key = ((KeyParameter)generator.GenerateDerivedMacParameters(8 * hash.GetDigestSize())).GetKey();
        return MacUtilities.CalculateMac("HMAC-" + hash.AlgorithmName, new KeyParameter(key), content);
    }

    private byte[] MacOf(StoreReading reading, byte[] content, string password, bool hasZeroEnd) => _kind switch
    {
        "1.3.14.3.2.26" or "2.16.840.1.101.3.4.2.4" or "2.16.840.1.101.3.4.2.1" or "2.16.840.1.101.3.4.2.2" or "2.16.840.1.101.3.4.2.3" =>
            Compute(_kind, content, password, hasZeroEnd, _salt, reading.Spend(_rounds)),
        _ => throw PasswordEncryption.Unsupported(reading, _kind),
    };

    private byte[] Pbmac1Of(StoreReading reading, byte[] content, string password)
    {
        var parameters = new AsnReader(_parameters, AsnEncodingRules.BER).ReadSequence();
        var derivation = parameters.ReadSequence();
        derivation.ReadObjectIdentifier();
        var mac = parameters.ReadSequence().ReadObjectIdentifier();
        return mac switch
        {
            "1.2.840.113549.2.9" => HMACSHA256.HashData(DeriveKey(32), content),
            "1.2.840.113549.2.10" => HMACSHA384.HashData(DeriveKey(48), content),
            "1.2.840.113549.2.11" => HMACSHA512.HashData(DeriveKey(64), content),
            _ => throw PasswordEncryption.Unsupported(reading, mac),
        };

        byte[] DeriveKey(int size) => PasswordEncryption.DeriveKey(reading, derivation.ReadSequence(), password, size);
    }
}
