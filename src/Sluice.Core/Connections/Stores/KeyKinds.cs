// SPDX-License-Identifier: Apache-2.0

using System.Formats.Asn1;

namespace Sluice.Core.Connections.Stores;

/// <summary>Object identifiers of keys, and what private and public ones have in common.</summary>
internal static class KeyKinds
{
    public const string Rsa = "1.2.840.113549.1.1.1";
    public const string RsaPss = "1.2.840.113549.1.1.10";
    public const string Ec = "1.2.840.10045.2.1";
    public const string Ed25519 = "1.3.101.112";
    public const string Ed448 = "1.3.101.113";

    /// <summary>The name of the curve, or null if it is written out (RFC 5480 forbids that).</summary>
    public static string? ReadCurve(AsnReader algorithm) =>
        algorithm.HasData && algorithm.PeekTag().HasSameClassAndValue(Asn1Tag.ObjectIdentifier) ? algorithm.ReadObjectIdentifier() : null;

    public static byte[] ReadPositive(AsnReader reader) => reader.ReadIntegerBytes().Span.TrimStart((byte)0).ToArray();
}
