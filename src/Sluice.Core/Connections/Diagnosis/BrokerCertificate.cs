// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Sluice.Core.Connections.Security;
using Sluice.Core.Connections.Stores;

namespace Sluice.Core.Connections.Diagnosis;

/// <summary>The certificate that a broker showed, and what was wrong with it.</summary>
internal sealed class BrokerCertificate
{
    private readonly StoreCertificate _certificate;
    private readonly X509ChainStatusFlags _flags;
    private readonly SslPolicyErrors _errors;
    private readonly string _root;
    private readonly string _words;

    public BrokerCertificate(X509Certificate shown, X509Chain chain, SslPolicyErrors errors)
    {
        _certificate = StoreCertificate.Parse(shown.GetRawCertData());
        _errors = errors;
        _flags = chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, status) => all | status.Status);
        _words = string.Join("; ", chain.ChainStatus.Select(status => status.StatusInformation.Trim().TrimEnd('.')).Distinct());
        _root = chain.ChainElements.Count > 0 ? chain.ChainElements[^1].Certificate.Subject : _certificate.Issuer;
    }

    private string Names => _certificate.SubjectAlternativeNames.Count > 0
        ? string.Join(", ", _certificate.SubjectAlternativeNames)
        : $"\"{_certificate.Subject}\", with no alternative names";

    /// <summary>Whom it is of, and who vouches for it.</summary>
    public string Describe() =>
        $"the broker shows \"{_certificate.Subject}\" for {Names}, issued by \"{_certificate.Issuer}\", valid until {Day(_certificate.NotAfter)}";

    /// <summary>Who in the end vouches for it.</summary>
    public string Root => _root;

    /// <summary>Why a client must not trust it, and what to do; null if it may.</summary>
    public string? FindFault(string host, LoginMaterial material, DateTimeOffset now)
    {
        var faults = new List<string>();
        if (_errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors))
        {
            faults.Add(FindFaultOfChain(material, now));
        }

        if (material.VerifiesHostName && _errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            faults.Add(
                $"the broker's certificate is not for \"{host}\" but for {Names}: connect by a name that it has, or have it issued anew with this one "
                + "(not comparing names, ssl.endpoint.identification.algorithm set to nothing, is for networks that you trust)");
        }

        return faults.Count == 0 ? null : string.Join("; and ", faults) + ".";
    }

    private string FindFaultOfChain(LoginMaterial material, DateTimeOffset now)
    {
        if (_flags.HasFlag(X509ChainStatusFlags.UntrustedRoot) || _flags.HasFlag(X509ChainStatusFlags.PartialChain))
        {
            var trusted = material.Trust is { } trust
                ? $"{trust.Name} holds only {SubjectsOf(trust)}"
                : "the system's authorities do not include it, and no trust store is given";
            return $"the broker's certificate \"{_certificate.Subject}\" is issued by \"{_root}\", whom we do not trust: {trusted}; "
                + "ask whoever runs the cluster for the trust store with that authority";
        }

        if (_flags.HasFlag(X509ChainStatusFlags.NotTimeValid))
        {
            return now > _certificate.NotAfter
                ? $"the broker's certificate \"{_certificate.Subject}\" expired on {Day(_certificate.NotAfter)}: whoever runs the cluster has to renew it"
                : now < _certificate.NotBefore
                    ? $"the broker's certificate \"{_certificate.Subject}\" is valid only from {Day(_certificate.NotBefore)} on: check this machine's clock"
                    : $"a certificate above the broker's \"{_certificate.Subject}\" is expired or not yet valid: "
                        + "check this machine's clock, and the trust store";
        }

        return $"the broker's certificate \"{_certificate.Subject}\" cannot be trusted ({_words}): tell whoever runs the cluster";
    }

    private static string SubjectsOf(StoreFile trust) =>
        string.Join(", ", trust.Entries.SelectMany(entry => entry.Certificates).Select(known => $"\"{known.Subject}\"").Distinct());

    private static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
