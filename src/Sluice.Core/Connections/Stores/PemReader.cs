// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text;

namespace Sluice.Core.Connections.Stores;

/// <summary>Reads keys and certificates in PEM, in any order.</summary>
internal static class PemReader
{
    public static IReadOnlyList<StoreEntry> Read(StoreReading reading, ReadOnlyMemory<byte> content)
    {
        var certificates = new List<StoreCertificate>();
        var keys = new List<PemBlock>();
        foreach (var block in PemBlock.FindAll(reading, Encoding.Latin1.GetString(content.Span)))
        {
            switch (block.Label)
            {
                case "CERTIFICATE" or "X509 CERTIFICATE" or "TRUSTED CERTIFICATE":
                    certificates.Add(reading.AddCertificate(block.Data));
                    break;
                case "PRIVATE KEY" or "ENCRYPTED PRIVATE KEY" or "RSA PRIVATE KEY" or "EC PRIVATE KEY":
                    reading.CountKey();
                    keys.Add(block);
                    break;
                case var other when other.EndsWith("PRIVATE KEY", StringComparison.Ordinal):
                    throw reading.Fault($"{other} is no key for TLS with Kafka: take an RSA, EC or Ed25519 key in PKCS#8.");
            }
        }

        return Combine(reading, keys, [.. certificates.Distinct()]);
    }

    private static List<StoreEntry> Combine(StoreReading reading, List<PemBlock> keys, IReadOnlyList<StoreCertificate> certificates)
    {
        var entries = new List<StoreEntry>();
        var pool = new CertificatePool(certificates);
        var sent = new HashSet<StoreCertificate>();
        foreach (var block in keys)
        {
            var alias = NextAlias();
            var key = Open(reading, alias, block);
            var chain = CertificateChain.Find(key.Key, certificates, pool);
            sent.UnionWith(chain.Certificates);
            entries.Add(new KeyEntry(reading.Name, alias, key, chain));
        }

        foreach (var certificate in certificates.Where(certificate => !sent.Contains(certificate)))
        {
            entries.Add(new TrustedCertificateEntry(NextAlias(), certificate));
        }

        return entries;

        string NextAlias() => (entries.Count + 1).ToString(CultureInfo.InvariantCulture);
    }

    private static OpenedKey Open(StoreReading reading, string alias, PemBlock block) => (block.Label, block.Encryption) switch
    {
        ("ENCRYPTED PRIVATE KEY", _) => OpenedKey.Protected(
            reading, alias, password => PasswordEncryption.DecryptKey(reading, block.Data, password), PrivateKey.FromPkcs8),
        (var label, { } encryption) => OpenedKey.Protected(
            reading, alias, password => OldPemEncryption.Decrypt(block.Data, encryption, password), key => Convert(label, key)),
        (var label, null) => OpenedKey.Plain(alias, () => Convert(label, block.Data)),
    };

    private static PrivateKey Convert(string label, ReadOnlyMemory<byte> key) => label switch
    {
        "RSA PRIVATE KEY" => PrivateKey.FromPkcs1(key),
        "EC PRIVATE KEY" => PrivateKey.FromSec1(key),
        _ => PrivateKey.FromPkcs8(key),
    };
}
