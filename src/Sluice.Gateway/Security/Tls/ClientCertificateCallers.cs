// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Sluice.Core.Connections.Stores;
using Sluice.Gateway.Security.Callers;

namespace Sluice.Gateway.Security.Tls;

/// <summary>Knows whom a certificate stands for. Thread-safe.</summary>
internal sealed class ClientCertificateCallers(IOptions<TlsOptions> options)
{
    private readonly (CertificatePattern Pattern, Caller Caller)[] _known =
    [
        .. options.Value.ClientCertificates.Principals.Select(principal => (CertificatePattern.Of(principal), new Caller
        {
            Id = $"cert:{principal.Name}",
            CertificateName = principal.Name,
            Groups = principal.Groups.ToHashSet(StringComparer.OrdinalIgnoreCase),
        })),
    ];

    /// <summary>How many certificates or kinds of them are known.</summary>
    public int Count => _known.Length;

    /// <summary>Notes on a connection whose certificate was found good whom it stands for: once, for all of its requests.</summary>
    public void Recognize(ConnectionContext connection)
    {
        if (connection.Features.Get<ITlsConnectionFeature>()?.ClientCertificate is { } certificate)
        {
            connection.Features.Set(Find(certificate));
        }
    }

    public CertificateCaller Find(X509Certificate2 certificate)
    {
        var shown = StoreCertificate.Parse(certificate.RawDataMemory);
        var found = Array.Find(_known, known => known.Pattern.Fits(shown));
        return new CertificateCaller(shown.Subject, found.Caller);
    }
}
