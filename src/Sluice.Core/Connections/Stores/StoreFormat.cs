// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using System.Formats.Asn1;

namespace Sluice.Core.Connections.Stores;

/// <summary>Tells by its content how a store is written.</summary>
internal static class StoreFormat
{
    public const string TooLarge = "it is larger than 8 MiB, and no key store is: give the key store itself.";

    private const uint Jks = 0xFEEDFEED;
    private const uint Jceks = 0xCECECECE;
    private const string Expected = "expected JKS, PKCS#12 or PEM";

    public static StoreKind Find(StoreReading reading, ReadOnlySpan<byte> content)
    {
        if (content.IsEmpty)
        {
            throw reading.Fault("the file is empty: get the key store anew.");
        }

        if (content.Length > StoreReading.MaxBytes)
        {
            throw reading.Fault(TooLarge);
        }

        var magic = content.Length < sizeof(uint) ? 0 : BinaryPrimitives.ReadUInt32BigEndian(content);
        return magic switch
        {
            Jks => StoreKind.Jks,
            Jceks => throw reading.Fault(
                "JCEKS stores are not read: convert it with "
                + $"\"keytool -importkeystore -srckeystore {Path.GetFileName(reading.Name)} -srcstoretype JCEKS "
                + $"-destkeystore {Path.GetFileNameWithoutExtension(reading.Name)}.p12 -deststoretype PKCS12\" and give the new file."),
            _ when content.IndexOf("-----BEGIN "u8) >= 0 => StoreKind.Pem,
            _ when content[0] == 0x30 => FindPkcs12(reading, content),
            _ when IsBase64(content) => throw reading.Fault(
                $"it is a key store in base64, {Expected}: decode it first, for example with \"base64 -d\"."),
            _ => throw reading.Fault($"it is not a key store: {Expected}."),
        };
    }

    // A PKCS#12 is a SEQUENCE that begins with the version, 3; a bare certificate or key begins otherwise.
    private static StoreKind FindPkcs12(StoreReading reading, ReadOnlySpan<byte> content)
    {
        try
        {
            var tag = Asn1Tag.Decode(content, out var tagSize);
            var length = AsnDecoder.DecodeLength(content[tagSize..], AsnEncodingRules.BER, out var lengthSize);
            var body = content[(tagSize + lengthSize)..];
            if (tag != Asn1Tag.Sequence || body is not [2, 1, 3, 0x30, ..])
            {
                throw reading.Fault(
                    $"it is DER, but not a PKCS#12; {Expected}: "
                    + "write a bare certificate or key as PEM with \"openssl x509 -inform der\" or \"openssl pkey -inform der\".");
            }

            return length > body.Length
                ? throw reading.Damaged($"{length} bytes are announced, and {body.Length} are there")
                : StoreKind.Pkcs12;
        }
        catch (AsnContentException fault)
        {
            throw reading.Damaged("it begins like a PKCS#12 and does not go on so", fault);
        }
    }

    // What the magic numbers of JKS and of DER become in base64: Kubernetes secrets are written so.
    private static bool IsBase64(ReadOnlySpan<byte> content) =>
        content.StartsWith("/u3+7Q"u8) || content.StartsWith("MII"u8);
}
