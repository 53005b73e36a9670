// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using System.Text;

namespace Sluice.Core.Connections.Stores;

/// <summary>
/// Reads Java's own format: a count of entries, each a key with its chain or a trusted certificate, then SHA-1 over the password and all
/// that. Without a password the content is read unchecked, as Java does it with trust stores.
/// </summary>
internal sealed class JksReader
{
    private const int KeyTag = 1;
    private const int CertificateTag = 2;
    private const int DigestSize = 20;

    private readonly StoreReading _reading;
    private readonly ReadOnlyMemory<byte> _content;
    private readonly int _version;
    private int _position = 4;

    private JksReader(StoreReading reading, ReadOnlyMemory<byte> content)
    {
        _reading = reading;
        _content = content;
        _version = ReadInt();
    }

    public static IReadOnlyList<StoreEntry> Read(StoreReading reading, ReadOnlyMemory<byte> content) =>
        new JksReader(reading, content).Read();

    private List<StoreEntry> Read()
    {
        if (_version is not (1 or 2))
        {
            throw _reading.Damaged($"it is of JKS version {_version}, and there are only 1 and 2");
        }

        var count = ReadInt();
        if (count is < 0 or > StoreReading.MaxCertificates)
        {
            throw _reading.Damaged($"it counts {count} entries");
        }

        var raw = new List<RawEntry>();
        for (var i = 0; i < count; i++)
        {
            raw.Add(ReadEntry());
        }

        CheckDigest();
        var pool = new CertificatePool([.. raw.SelectMany(entry => entry.Certificates).Distinct()]);
        return [.. raw.Select(entry => Open(entry, pool))];
    }

    private StoreEntry Open(RawEntry entry, CertificatePool pool)
    {
        if (entry.Key is not { } key)
        {
            return new TrustedCertificateEntry(entry.Alias, entry.Certificates[0]);
        }

        var opened = OpenedKey.Protected(_reading, entry.Alias, password => JksKeyProtection.Open(key, password), PrivateKey.FromPkcs8);
        return new KeyEntry(_reading.Name, entry.Alias, opened, CertificateChain.Find(opened.Key, entry.Certificates, pool));
    }

    private RawEntry ReadEntry()
    {
        var tag = ReadInt();
        if (tag is not (KeyTag or CertificateTag))
        {
            throw _reading.Damaged($"an entry is of the unknown kind {tag}");
        }

        // Java's modified UTF-8 differs only where nobody's aliases are.
        var alias = PrintableText.Of(Encoding.UTF8.GetString(Take(BinaryPrimitives.ReadUInt16BigEndian(Take(2).Span)).Span));
        Take(sizeof(long));
        if (tag == CertificateTag)
        {
            return new RawEntry(alias, null, [ReadCertificate()]);
        }

        _reading.CountKey();
        var key = Take(ReadInt());
        var count = ReadInt();
        var chain = new List<StoreCertificate>();
        for (var i = 0; i < count; i++)
        {
            chain.Add(ReadCertificate());
        }

        return new RawEntry(alias, key, chain);
    }

    private StoreCertificate ReadCertificate()
    {
        if (_version == 2)
        {
            var kind = Encoding.UTF8.GetString(Take(BinaryPrimitives.ReadUInt16BigEndian(Take(2).Span)).Span);
            if (kind != "X.509")
            {
                throw _reading.Damaged("a certificate is of another kind than X.509");
            }
        }

        return _reading.AddCertificate(Take(ReadInt()));
    }

    private void CheckDigest()
    {
        var end = _position;
        var digest = Take(DigestSize);
        if (_position != _content.Length)
        {
            throw _reading.Damaged("something stands behind its end");
        }

        if (_reading.StorePassword is not { } password)
        {
            return;
        }

        _reading.IsPasswordProven = digest.Span.SequenceEqual(JksKeyProtection.Hash(password, "Mighty Aphrodite"u8, _content.Span[..end]));
        if (!_reading.IsPasswordProven)
        {
            throw _reading.WrongPassword();
        }
    }

    private int ReadInt() => BinaryPrimitives.ReadInt32BigEndian(Take(4).Span);

    private ReadOnlyMemory<byte> Take(int count)
    {
        if (count < 0 || count > _content.Length - _position)
        {
            throw _reading.Damaged($"{count} bytes are announced at {_position}, and the file has {_content.Length}");
        }

        _position += count;
        return _content.Slice(_position - count, count);
    }

    private sealed record RawEntry(string Alias, ReadOnlyMemory<byte>? Key, IReadOnlyList<StoreCertificate> Certificates);
}
