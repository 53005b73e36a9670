// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Sluice.Core.Errors;

namespace Sluice.Core.Connections.Stores;

/// <summary>
/// A private key with the certificates that go with it. Immutable. Texts of keys appear in <see cref="PrivateKeyPem"/> alone, never in
/// messages, logs or the debugger.
/// </summary>
public sealed class KeyEntry : StoreEntry
{
    private readonly PrivateKey? _key;
    private readonly StoreProblem? _unusable;
    private readonly bool _isInOrder;
    private readonly string _storeName;

    internal KeyEntry(string storeName, string alias, OpenedKey key, CertificateChain chain)
        : base(alias, chain.Certificates)
    {
        _storeName = storeName;
        _key = key.Key;
        _unusable = key.Problem ?? FindMismatch(key.Key!, alias, chain.Certificates);
        _isInOrder = chain.IsInOrder;
    }

    /// <summary>The private key as unencrypted PKCS#8 (RFC 5958) in PEM, as librdkafka's <c>ssl.key.pem</c> takes it.</summary>
    /// <exception cref="KafkaFailureException">
    /// <see cref="FailureCode.InvalidConfiguration"/>: its password is missing or wrong, it is damaged, or not that of the certificate.
    /// </exception>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string PrivateKeyPem => UsableKey.ToPem();

    /// <summary>The chain in PEM, the key's own certificate first, as librdkafka's <c>ssl.certificate.pem</c> takes it.</summary>
    public string CertificateChainPem => StoreCertificate.ToPem(Certificates);

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    internal ReadOnlyMemory<byte> Pkcs8 => UsableKey.Pkcs8;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private PrivateKey UsableKey => _unusable is null
        ? _key!
        : throw new KafkaFailureException(FailureCode.InvalidConfiguration, $"{_storeName}: {_unusable.Detail}");

    /// <summary>Throws unless the key can be used.</summary>
    internal void EnsureUsable() => _ = UsableKey;

    private protected override IEnumerable<StoreProblem> FindProblemsOfKey()
    {
        if (_unusable is not null)
        {
            yield return _unusable;
        }

        if (!_isInOrder)
        {
            yield return new(
                StoreProblemKind.ChainOutOfOrder,
                "The file's certificates are not in the order of the chain, or others stand among them: "
                + "they are sent in the right order, other programs may refuse the file.");
        }

        if (Certificates is [.., { IsSelfIssued: false } last])
        {
            yield return new(
                StoreProblemKind.ChainIncomplete,
                $"The chain ends at \"{last.Subject}\", and the certificate of its issuer \"{last.Issuer}\" is not in the store: "
                + "add it, unless the brokers have it themselves.");
        }
    }

    private static StoreProblem? FindMismatch(PrivateKey key, string alias, IReadOnlyList<StoreCertificate> chain) => chain switch
    {
        [] => new(StoreProblemKind.KeyUnusable, $"the key \"{alias}\" has no certificate: add the certificate that was issued for it."),
        [var own, ..] when !key.Matches(own.PublicKey) => new(
            StoreProblemKind.KeyMismatch,
            $"the key \"{alias}\" does not match its certificate \"{own.Subject}\": "
            + "put the key together with the certificate that was issued for it."),
        _ => null,
    };
}
