// SPDX-License-Identifier: Apache-2.0

using System.Formats.Asn1;
using System.Security.Cryptography;
using Sluice.Core.Errors;

namespace Sluice.Core.Connections.Stores;

/// <summary>
/// A key store or trust store, read into memory: JKS, PKCS#12 or PEM, told by its content. Nothing is written anywhere, no other program
/// is run, and the work that a hostile file can ask for is bounded. Immutable.
/// </summary>
public sealed class StoreFile
{
    private StoreFile(string name, StoreKind kind, IReadOnlyList<StoreEntry> entries)
    {
        Name = name;
        Kind = kind;
        Entries = entries;
    }

    /// <summary>How messages name it, for example its path.</summary>
    public string Name { get; }

    /// <summary>How it is written.</summary>
    public StoreKind Kind { get; }

    /// <summary>Its keys and trusted certificates; at least one.</summary>
    public IReadOnlyList<StoreEntry> Entries { get; }

    /// <summary>
    /// All certificates that can be trusted, in PEM, as librdkafka's <c>ssl.ca.pem</c> takes them: every trusted certificate, and of a
    /// key's chain those of certificate authorities and roots.
    /// </summary>
    /// <exception cref="KafkaFailureException"><see cref="FailureCode.InvalidConfiguration"/>: there is none.</exception>
    public string TrustedCertificatesPem
    {
        get
        {
            var trusted = Entries
                .SelectMany(entry => entry is KeyEntry
                    ? entry.Certificates.Where(certificate => certificate.IsCertificateAuthority || certificate.IsSelfIssued)
                    : entry.Certificates)
                .Distinct()
                .ToArray();
            return trusted.Length > 0
                ? StoreCertificate.ToPem(trusted)
                : throw Fault(Name, "it holds no certificate to trust: give the trust store, or add the authority's certificate.");
        }
    }

    /// <summary>Reads a store.</summary>
    /// <param name="content">The file's bytes; up to 8 MiB.</param>
    /// <param name="name">How messages name it, for example its path.</param>
    /// <param name="storePassword">
    /// The store's password; of an encrypted key in PEM its own. A JKS without one is read unchecked, as Java does it.
    /// </param>
    /// <param name="keyPassword">The password of its keys where it is another one.</param>
    /// <returns>The store. A key that does not open is an entry with a problem, and <see cref="SelectKey"/> says so.</returns>
    /// <exception cref="KafkaFailureException">
    /// <see cref="FailureCode.InvalidConfiguration"/>: it is no key store, empty, truncated or damaged, of a kind that is not supported, or
    /// its password is missing or wrong.
    /// </exception>
    public static StoreFile Parse(ReadOnlyMemory<byte> content, string name, string? storePassword = null, string? keyPassword = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var reading = new StoreReading(name, storePassword, keyPassword);
        var kind = StoreFormat.Find(reading, content.Span);
        try
        {
            var entries = kind switch
            {
                StoreKind.Jks => JksReader.Read(reading, content),
                StoreKind.Pkcs12 => Pkcs12Reader.Read(reading, content),
                _ => PemReader.Read(reading, content),
            };
            return entries.Count > 0
                ? new StoreFile(name, kind, entries)
                : throw reading.Fault("the key store is empty: it holds no key and no certificate.");
        }
        catch (Exception fault) when (fault is AsnContentException or CryptographicException)
        {
            throw reading.Damaged("its parts do not fit together", fault);
        }
    }

    /// <summary>Reads a store from a file.</summary>
    /// <inheritdoc cref="Parse" />
    /// <param name="path">The file.</param>
    /// <param name="storePassword">As for <see cref="Parse"/>.</param>
    /// <param name="keyPassword">As for <see cref="Parse"/>.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<StoreFile> ReadAsync(
        string path, string? storePassword = null, string? keyPassword = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        byte[] content;
        try
        {
            content = await BoundedInput.ReadFileAsync(path, StoreReading.MaxBytes, cancellationToken).ConfigureAwait(false)
                ?? throw Fault(path, StoreFormat.TooLarge);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Fault(path, $"the key store cannot be read: {fault.Message}", fault);
        }

        return Parse(content, path, storePassword, keyPassword);
    }

    /// <summary>The key of that alias (case does not matter, as in Java), or the only one.</summary>
    /// <exception cref="KafkaFailureException">
    /// <see cref="FailureCode.InvalidConfiguration"/>: there is no such key, none at all, or several and no alias is given (the message
    /// lists them); or it cannot be used, as its password is missing or wrong, or it does not match its certificate.
    /// </exception>
    public KeyEntry SelectKey(string? alias = null)
    {
        var keys = Entries.OfType<KeyEntry>().ToArray();
        if (keys.Length == 0)
        {
            throw Fault(
                Name,
                "it holds no key, only trusted certificates: give the key store, with the private key and the certificate issued for it.");
        }

        var aliases = string.Join(", ", keys.Select(entry => $"\"{entry.Alias}\"").Order(StringComparer.OrdinalIgnoreCase));
        var named = keys.Where(entry => alias is null || entry.Alias.Equals(alias, StringComparison.OrdinalIgnoreCase)).ToArray();
        if (named.Length != 1)
        {
            throw Fault(
                Name,
                alias is null
                    ? $"it holds several keys: name one of the aliases {aliases}."
                    : $"it holds no key with the alias \"{alias}\": name one of {aliases}.");
        }

        named[0].EnsureUsable();
        return named[0];
    }

    /// <summary>Name and kind.</summary>
    public override string ToString() => $"{Name} ({Kind})";

    private static KafkaFailureException Fault(string name, string what, Exception? inner = null) =>
        new(FailureCode.InvalidConfiguration, $"{name}: {what}", inner);
}
