// SPDX-License-Identifier: Apache-2.0

using System.Formats.Asn1;
using System.Security.Cryptography;
using Sluice.Core.Errors;

namespace Sluice.Core.Connections.Stores;

/// <summary>One store being read: its name in messages, its passwords, and bounds on the work that it may ask for.</summary>
internal sealed class StoreReading(string name, string? storePassword, string? keyPassword)
{
    /// <summary>The largest file that is read.</summary>
    public const int MaxBytes = 8 * 1024 * 1024;

    /// <summary>The most certificates and the most keys in one file.</summary>
    public const int MaxCertificates = 2_000;

    private const int MaxKeys = 50;

    // Less than a second's work. Java and OpenSSL use 10,000 or less for each of the three or four steps.
    private const long MaxRounds = 2_000_000;

    private readonly Dictionary<string, StoreCertificate> _certificates = [];
    private long _rounds;
    private int _keys;

    public string Name => name;

    /// <summary>The store's password; empty once it is known that the store has an empty one.</summary>
    public string? StorePassword { get; set; } = storePassword;

    /// <summary>The store itself has shown that its password is right.</summary>
    public bool IsPasswordProven { get; set; }

    public string? KeyPassword => keyPassword;

    public KafkaFailureException Fault(string what, Exception? inner = null) =>
        new(FailureCode.InvalidConfiguration, $"{name}: {what}", inner);

    /// <summary>The file ends too early, or its parts do not fit together.</summary>
    public KafkaFailureException Damaged(string what, Exception? inner = null) =>
        Fault($"the key store is truncated or damaged ({what}): get the file anew.", inner);

    public KafkaFailureException WrongPassword() =>
        Fault("the store's password is wrong, or the file was changed: give the password the store was made with.");

    /// <summary>The certificate; the same object for the same certificate.</summary>
    public StoreCertificate AddCertificate(ReadOnlyMemory<byte> content)
    {
        StoreCertificate certificate;
        try
        {
            certificate = StoreCertificate.Parse(content);
        }
        catch (Exception fault) when (fault is AsnContentException or CryptographicException)
        {
            throw Damaged($"what should be its certificate {_certificates.Count + 1} is none", fault);
        }

        if (!_certificates.TryAdd(certificate.Sha256Fingerprint, certificate))
        {
            return _certificates[certificate.Sha256Fingerprint];
        }

        return _certificates.Count <= MaxCertificates
            ? certificate
            : throw Fault($"the key store has more than {MaxCertificates} certificates: split it.");
    }

    public void CountKey()
    {
        if (++_keys > MaxKeys)
        {
            throw Fault($"the key store has more than {MaxKeys} keys: split it.");
        }
    }

    /// <summary>Asks for so many rounds of password hashing.</summary>
    public int Spend(long rounds)
    {
        _rounds += rounds;
        return rounds is > 0 and <= MaxRounds && _rounds <= MaxRounds
            ? (int)rounds
            : throw Fault(
                $"the key store asks for {_rounds:N0} rounds of password hashing, and up to {MaxRounds:N0} are allowed: "
                + "make it anew with keytool's or OpenSSL's defaults.");
    }
}
