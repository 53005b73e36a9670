// SPDX-License-Identifier: Apache-2.0

using System.Globalization;

namespace Sluice.Core.Connections.Stores;

/// <summary>Puts the keys and certificates of a PKCS#12 together to entries.</summary>
internal sealed class Pkcs12Entries(StoreReading reading, bool hasZeroEnd)
{
    private readonly List<StoreEntry> _entries = [];

    public IReadOnlyList<StoreEntry> Find(Pkcs12Bags bags)
    {
        var certificates = bags.Certificates.ConvertAll(bag => (Bag: bag, Certificate: reading.AddCertificate(bag.Content)));
        var pool = new CertificatePool([.. certificates.Select(found => found.Certificate).Distinct()]);
        var sent = new HashSet<StoreCertificate>();
        foreach (var bag in bags.Keys)
        {
            reading.CountKey();
            var alias = AliasOf(bag);
            var key = Open(bag, alias);
            var own = OwnOf(key.Key, bag, certificates);
            var chain = CertificateChain.Find(key.Key, own, pool);
            sent.UnionWith(chain.Certificates);
            _entries.Add(new KeyEntry(reading.Name, alias, key, chain));
        }

        foreach (var (bag, certificate) in certificates.Where(found => found.Bag.IsTrusted || !sent.Contains(found.Certificate)))
        {
            _entries.Add(new TrustedCertificateEntry(AliasOf(bag), certificate));
        }

        return _entries;
    }

    // The attribute names the key's certificate; where a program left it out, the certificate is told by its key.
    private static IReadOnlyList<StoreCertificate> OwnOf(
        PrivateKey? key, Pkcs12Bag bag, List<(Pkcs12Bag Bag, StoreCertificate Certificate)> certificates)
    {
        var candidates = certificates.Where(found => !found.Bag.IsTrusted).ToArray();
        return candidates.FirstOrDefault(found => key?.Matches(found.Certificate.PublicKey) ?? false).Certificate is { } match ? [match]
            : candidates.FirstOrDefault(found => bag.KeyId is not null && found.Bag.KeyId == bag.KeyId).Certificate is { } named ? [named]
            : candidates.FirstOrDefault(found => !found.Certificate.IsCertificateAuthority).Certificate is { } leaf ? [leaf]
            : [.. candidates.Take(1).Select(found => found.Certificate)];
    }

    private OpenedKey Open(Pkcs12Bag bag, string alias) => bag.IsProtected
        ? OpenedKey.Protected(
            reading, alias, password => PasswordEncryption.DecryptKey(reading, bag.Content, password, hasZeroEnd), PrivateKey.FromPkcs8)
        : OpenedKey.Plain(alias, () => PrivateKey.FromPkcs8(bag.Content));

    private string AliasOf(Pkcs12Bag bag)
    {
        var number = (_entries.Count + 1).ToString(CultureInfo.InvariantCulture);
        var name = string.IsNullOrEmpty(bag.Name) ? number : PrintableText.Of(bag.Name);
        return _entries.Exists(entry => entry.Alias.Equals(name, StringComparison.OrdinalIgnoreCase)) ? $"{name} ({number})" : name;
    }
}
