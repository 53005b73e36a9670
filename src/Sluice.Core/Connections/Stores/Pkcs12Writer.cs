// SPDX-License-Identifier: Apache-2.0

using System.Formats.Asn1;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Sluice.Core.Connections.Stores;

/// <summary>Writes a PKCS#12 (RFC 7292): the certificates in one encrypted part, each key encrypted in a bag of its own.</summary>
internal static class Pkcs12Writer
{
    private const string AnyKeyUsage = "2.5.29.37.0";

    // As many as Java's keytool.
    private const int Rounds = 10_000;
    private static readonly Asn1Tag Content = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag Encrypted = new(TagClass.ContextSpecific, 0);

    public static byte[] Write(IReadOnlyList<StoreEntry> entries, string password)
    {
        foreach (var key in entries.OfType<KeyEntry>())
        {
            key.EnsureUsable();
        }

        var safes = WriteSequence(parts =>
        {
            WriteEncrypted(parts, WriteSequence(bags => WriteCertificates(bags, entries)), password);
            WriteData(parts, WriteSequence(bags => WriteKeys(bags, entries, password)));
        });
        var salt = RandomNumberGenerator.GetBytes(20);
        return WriteSequence(file =>
        {
            file.WriteInteger(3);
            WriteData(file, safes);
            using (file.PushSequence())
            {
                using (file.PushSequence())
                {
                    using (file.PushSequence())
                    {
                        file.WriteObjectIdentifier("2.16.840.1.101.3.4.2.1");
                        file.WriteNull();
                    }

                    file.WriteOctetString(Pkcs12Mac.Compute(safes, password, salt, Rounds));
                }

                file.WriteOctetString(salt);
                file.WriteInteger(Rounds);
            }
        });
    }

    private static void WriteCertificates(AsnWriter bags, IReadOnlyList<StoreEntry> entries)
    {
        var written = new HashSet<StoreCertificate>();
        for (var i = 0; i < entries.Count; i++)
        {
            var entry = entries[i];
            if (entry is TrustedCertificateEntry)
            {
                WriteCertificate(bags, entry.Certificates[0], attributes =>
                {
                    WriteName(attributes, entry.Alias);
                    WriteAttribute(attributes, Pkcs12Bags.TrustedKeyUsage, () => attributes.WriteObjectIdentifier(AnyKeyUsage));
                });
                continue;
            }

            var keyId = KeyIdOf(i);
            WriteCertificate(bags, entry.Certificates[0], attributes => WriteNameAndKey(attributes, entry.Alias, keyId));
            foreach (var authority in entry.Certificates.Skip(1).Where(written.Add))
            {
                WriteCertificate(bags, authority, null);
            }
        }
    }

    private static void WriteKeys(AsnWriter bags, IReadOnlyList<StoreEntry> entries, string password)
    {
        for (var i = 0; i < entries.Count; i++)
        {
            if (entries[i] is KeyEntry key)
            {
                var keyId = KeyIdOf(i);
                WriteBag(
                    bags,
                    Pkcs12Bags.ShroudedKey,
                    () => bags.WriteEncodedValue(StoreWriter.Encrypt(key, password)),
                    attributes => WriteNameAndKey(attributes, key.Alias, keyId));
            }
        }
    }

    private static void WriteCertificate(AsnWriter bags, StoreCertificate certificate, Action<AsnWriter>? writeAttributes) => WriteBag(
        bags,
        Pkcs12Bags.Certificate,
        () =>
        {
            using (bags.PushSequence())
            {
                bags.WriteObjectIdentifier(Pkcs12Bags.X509);
                using (bags.PushSequence(Content))
                {
                    bags.WriteOctetString(certificate.Der.Span);
                }
            }
        },
        writeAttributes);

    private static void WriteBag(AsnWriter bags, string kind, Action writeValue, Action<AsnWriter>? writeAttributes)
    {
        using (bags.PushSequence())
        {
            bags.WriteObjectIdentifier(kind);
            using (bags.PushSequence(Content))
            {
                writeValue();
            }

            if (writeAttributes is not null)
            {
                using (bags.PushSetOf())
                {
                    writeAttributes(bags);
                }
            }
        }
    }

    private static void WriteNameAndKey(AsnWriter attributes, string alias, byte[] keyId)
    {
        WriteName(attributes, alias);
        WriteAttribute(attributes, Pkcs12Bags.LocalKeyId, () => attributes.WriteOctetString(keyId));
    }

    private static void WriteName(AsnWriter attributes, string alias)
    {
        // The type of string knows no characters outside the Basic Multilingual Plane.
        var name = string.Concat(alias.Select(letter => char.IsSurrogate(letter) ? '?' : letter));
        WriteAttribute(attributes, Pkcs12Bags.FriendlyName, () => attributes.WriteCharacterString(UniversalTagNumber.BMPString, name));
    }

    private static void WriteAttribute(AsnWriter attributes, string kind, Action writeValue)
    {
        using (attributes.PushSequence())
        {
            attributes.WriteObjectIdentifier(kind);
            using (attributes.PushSetOf())
            {
                writeValue();
            }
        }
    }

    private static void WriteData(AsnWriter writer, byte[] content)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(Pkcs12Reader.Data);
            using (writer.PushSequence(Content))
            {
                writer.WriteOctetString(content);
            }
        }
    }

    private static void WriteEncrypted(AsnWriter writer, byte[] content, string password)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(Pkcs12Reader.EncryptedData);
            using (writer.PushSequence(Content))
            using (writer.PushSequence())
            {
                writer.WriteInteger(0);
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(Pkcs12Reader.Data);
                    writer.WriteOctetString(PasswordEncryption.Encrypt(writer, content, password), Encrypted);
                }
            }
        }
    }

    private static byte[] WriteSequence(Action<AsnWriter> write)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            write(writer);
        }

        return writer.Encode();
    }

    private static byte[] KeyIdOf(int number) => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"key {number + 1}"));
}
