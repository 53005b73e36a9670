// SPDX-License-Identifier: Apache-2.0

using System.Formats.Asn1;
using System.Security.Cryptography;
using Sluice.Core.Errors;

namespace Sluice.Core.Connections.Stores;

/// <summary>Writes entries in the forms that today's Java, OpenSSL and librdkafka read. Thread-safe.</summary>
public static class StoreWriter
{
    /// <summary>Keys in PKCS#8, each followed by its chain, and trusted certificates, in PEM (RFC 7468).</summary>
    /// <param name="entries">The entries.</param>
    /// <param name="password">Encrypts the keys with AES-256 (PBES2, RFC 8018); without it they are written in the clear.</param>
    /// <exception cref="KafkaFailureException">
    /// <see cref="FailureCode.InvalidConfiguration"/>: a key cannot be used, as for <see cref="StoreFile.SelectKey"/>.
    /// </exception>
    public static string WritePem(IEnumerable<StoreEntry> entries, string? password = null)
    {
        ArgumentNullException.ThrowIfNull(entries);
        return string.Concat(entries.Select(entry => entry switch
        {
            KeyEntry key when password is null => key.PrivateKeyPem + key.CertificateChainPem,
            KeyEntry key => PemEncoding.WriteString("ENCRYPTED PRIVATE KEY", Encrypt(key, password)) + "\n" + key.CertificateChainPem,
            _ => StoreCertificate.ToPem(entry.Certificates),
        }));
    }

    /// <summary>
    /// A PKCS#12 (RFC 7292): AES-256 with PBKDF2 over SHA-256, and a MAC of SHA-256. Trusted certificates are marked as Java wants them.
    /// </summary>
    /// <param name="entries">The entries, with their aliases.</param>
    /// <param name="password">The password of the store and of its keys; Java wants six characters or more.</param>
    /// <exception cref="KafkaFailureException">
    /// <see cref="FailureCode.InvalidConfiguration"/>: a key cannot be used, as for <see cref="StoreFile.SelectKey"/>.
    /// </exception>
    public static byte[] WritePkcs12(IEnumerable<StoreEntry> entries, string password)
    {
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentException.ThrowIfNullOrEmpty(password);
        return Pkcs12Writer.Write([.. entries], password);
    }

    /// <summary>The key as an EncryptedPrivateKeyInfo (RFC 5958, section 3).</summary>
    internal static byte[] Encrypt(KeyEntry key, string password)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteOctetString(PasswordEncryption.Encrypt(writer, key.Pkcs8.Span, password));
        }

        return writer.Encode();
    }
}
