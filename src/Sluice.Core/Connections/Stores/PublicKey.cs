// SPDX-License-Identifier: Apache-2.0

using System.Formats.Asn1;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.X9;

namespace Sluice.Core.Connections.Stores;

/// <summary>A SubjectPublicKeyInfo (RFC 5280, section 4.1).</summary>
internal sealed class PublicKey
{
    private PublicKey(string kind, string? curve, byte[] bits)
    {
        Kind = kind;
        Curve = curve;
        Bits = bits;
    }

    /// <summary>The object identifier of its kind.</summary>
    public string Kind { get; }

    /// <summary>The object identifier of an elliptic curve's name.</summary>
    public string? Curve { get; }

    public byte[] Bits { get; }

    public string Algorithm => Kind switch
    {
        KeyKinds.Rsa => "RSA",
        KeyKinds.RsaPss => "RSA-PSS",
        KeyKinds.Ec => Curve is null ? "EC" : $"EC {NameOf(Curve)}",
        KeyKinds.Ed25519 => "Ed25519",
        KeyKinds.Ed448 => "Ed448",
        _ => Kind,
    };

    public int? Size => Kind switch
    {
        KeyKinds.Rsa or KeyKinds.RsaPss => BitsOf(ReadRsa().Modulus),
        KeyKinds.Ec when Curve is not null => ECNamedCurveTable.GetByOid(new DerObjectIdentifier(Curve))?.Curve.FieldSize,
        KeyKinds.Ed25519 => 255,
        KeyKinds.Ed448 => 448,
        _ => null,
    };

    public static PublicKey Parse(ReadOnlyMemory<byte> content)
    {
        var info = new AsnReader(content, AsnEncodingRules.BER).ReadSequence();
        var algorithm = info.ReadSequence();
        var kind = algorithm.ReadObjectIdentifier();
        var curve = kind == KeyKinds.Ec ? KeyKinds.ReadCurve(algorithm) : null;
        var key = new PublicKey(kind, curve, info.ReadBitString(out _));
        if (kind is KeyKinds.Rsa or KeyKinds.RsaPss)
        {
            _ = key.ReadRsa();
        }

        return key;
    }

    /// <summary>Modulus and exponent without leading zeros.</summary>
    public (byte[] Modulus, byte[] Exponent) ReadRsa()
    {
        var key = new AsnReader(Bits, AsnEncodingRules.BER).ReadSequence();
        return (KeyKinds.ReadPositive(key), KeyKinds.ReadPositive(key));
    }

    private static int BitsOf(byte[] number) => number.Length == 0 ? 0 : (number.Length * 8) - byte.LeadingZeroCount(number[0]);

    private static string NameOf(string curve) => curve switch
    {
        "1.2.840.10045.3.1.7" => "P-256",
        "1.3.132.0.34" => "P-384",
        "1.3.132.0.35" => "P-521",
        _ => ECNamedCurveTable.GetName(new DerObjectIdentifier(curve)) ?? curve,
    };
}
