// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Formats.Asn1;
using System.Security.Cryptography;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.X9;
using Org.BouncyCastle.Crypto.EC;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Math.EC.Multiplier;

namespace Sluice.Core.Connections.Stores;

/// <summary>A private key as PKCS#8 (RFC 5958). It has no text but the one that is asked for.</summary>
internal sealed class PrivateKey
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly byte[] _pkcs8;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly byte[] _key;

    private readonly string _kind;
    private readonly string? _curve;
    private readonly byte[] _public;

    private PrivateKey(byte[] pkcs8)
    {
        _pkcs8 = pkcs8;
        var info = new AsnReader(pkcs8, AsnEncodingRules.BER).ReadSequence();
        info.ReadInteger();
        var algorithm = info.ReadSequence();
        _kind = algorithm.ReadObjectIdentifier();
        _curve = _kind == KeyKinds.Ec ? KeyKinds.ReadCurve(algorithm) : null;
        _key = info.ReadOctetString();
        if (_kind is not (KeyKinds.Rsa or KeyKinds.RsaPss or KeyKinds.Ec or KeyKinds.Ed25519 or KeyKinds.Ed448))
        {
            throw new NotSupportedException($"is of the kind {_kind}, which Kafka clients do not use: take an RSA, EC or Ed25519 key.");
        }

        if (_kind == KeyKinds.Ec && (_curve is null || Curve is null))
        {
            throw new NotSupportedException("is of a curve without a known name: make one on a named curve such as P-256.");
        }

        // What is no key must fail here and not when it is used.
        _public = FindPublicPart();
    }

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public ReadOnlyMemory<byte> Pkcs8 => _pkcs8;

    private X9ECParameters? Curve =>
        CustomNamedCurves.GetByOid(new DerObjectIdentifier(_curve)) ?? ECNamedCurveTable.GetByOid(new DerObjectIdentifier(_curve));

    /// <exception cref="AsnContentException">It is no key.</exception>
    /// <exception cref="CryptographicException">It is no key.</exception>
    /// <exception cref="NotSupportedException">It is a key of another kind; the message goes on after "the key …".</exception>
    public static PrivateKey FromPkcs8(ReadOnlyMemory<byte> content) =>
        new(new AsnReader(content, AsnEncodingRules.BER).ReadEncodedValue().ToArray());

    /// <summary>A key of RSA alone (PKCS#1, RFC 8017).</summary>
    public static PrivateKey FromPkcs1(ReadOnlyMemory<byte> content) => Wrap(content, KeyKinds.Rsa, writer => writer.WriteNull());

    /// <summary>A key of an elliptic curve alone (SEC 1, RFC 5915).</summary>
    public static PrivateKey FromSec1(ReadOnlyMemory<byte> content)
    {
        var key = new AsnReader(content, AsnEncodingRules.BER).ReadSequence();
        key.ReadInteger();
        key.ReadOctetString();
        var tag = new Asn1Tag(TagClass.ContextSpecific, 0, isConstructed: true);
        var curve = key.HasData && key.PeekTag().HasSameClassAndValue(tag) ? KeyKinds.ReadCurve(key.ReadSequence(tag)) : null;
        return curve is null
            ? throw new NotSupportedException("does not name its curve: write it with \"openssl pkcs8 -topk8\".")
            : Wrap(content, KeyKinds.Ec, writer => writer.WriteObjectIdentifier(curve));
    }

    public string ToPem() => PemEncoding.WriteString("PRIVATE KEY", _pkcs8) + "\n";

    public bool Matches(PublicKey other)
    {
        if (_kind != other.Kind && !(_kind == KeyKinds.Rsa && other.Kind == KeyKinds.RsaPss))
        {
            return false;
        }

        if (_kind is KeyKinds.Rsa or KeyKinds.RsaPss)
        {
            var (modulus, exponent) = other.ReadRsa();
            var key = ReadRsa();
            return key.Modulus.AsSpan().SequenceEqual(modulus) && key.Exponent.AsSpan().SequenceEqual(exponent);
        }

        return _curve == other.Curve && (_kind == KeyKinds.Ec ? IsPoint(other.Bits) : _public.AsSpan().SequenceEqual(other.Bits));
    }

    private static PrivateKey Wrap(ReadOnlyMemory<byte> content, string kind, Action<AsnWriter> writeParameters)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(0);
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(kind);
                writeParameters(writer);
            }

            writer.WriteOctetString(content.Span);
        }

        return new PrivateKey(writer.Encode());
    }

    private byte[] FindPublicPart() => _kind switch
    {
        KeyKinds.Ec => MultiplyBase(),
        KeyKinds.Ed25519 => new Ed25519PrivateKeyParameters(ReadSeed(Ed25519PrivateKeyParameters.KeySize)).GeneratePublicKey().GetEncoded(),
        KeyKinds.Ed448 => new Ed448PrivateKeyParameters(ReadSeed(Ed448PrivateKeyParameters.KeySize)).GeneratePublicKey().GetEncoded(),
        _ => ReadRsa().Modulus,
    };

    private (byte[] Modulus, byte[] Exponent) ReadRsa()
    {
        var key = new AsnReader(_key, AsnEncodingRules.BER).ReadSequence();
        key.ReadInteger();
        return (KeyKinds.ReadPositive(key), KeyKinds.ReadPositive(key));
    }

    private byte[] ReadSeed(int size)
    {
        var seed = new AsnReader(_key, AsnEncodingRules.BER).ReadOctetString();
        return seed.Length == size ? seed : throw new CryptographicException();
    }

    private byte[] MultiplyBase()
    {
        var key = new AsnReader(_key, AsnEncodingRules.BER).ReadSequence();
        key.ReadInteger();
        var number = new BigInteger(1, key.ReadOctetString());
        var curve = Curve!;
        return number.SignValue > 0 && number.CompareTo(curve.N) < 0
            ? new FixedPointCombMultiplier().Multiply(curve.G, number).Normalize().GetEncoded(compressed: false)
            : throw new CryptographicException();
    }

    // A point may be compressed (SEC 1, section 2.3.3): x, and in the first octet whether y is odd.
    private bool IsPoint(byte[] point)
    {
        var size = (_public.Length - 1) / 2;
        return point is [2 or 3, ..]
            ? point.Length == size + 1 && point.AsSpan(1).SequenceEqual(_public.AsSpan(1, size)) && (point[0] & 1) == (_public[^1] & 1)
            : point.AsSpan().SequenceEqual(_public);
    }
}
