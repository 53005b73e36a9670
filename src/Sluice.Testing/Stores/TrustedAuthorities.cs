// SPDX-License-Identifier: Apache-2.0

using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sluice.Testing.Stores;

/// <summary>The certificates of a PEM file, which alone may have signed a server's.</summary>
internal sealed class TrustedAuthorities(X509Certificate2Collection authorities)
{
    public static TrustedAuthorities Load(string file)
    {
        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPemFile(file);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new StoreException($"The CA file {file} cannot be read: {wrong.Message}", innerException: wrong);
        }

        return authorities.Count > 0 ? new TrustedAuthorities(authorities)
            : throw new StoreException($"The CA file {file} holds no certificate: it must be PEM (-----BEGIN CERTIFICATE-----).");
    }

    public X509ChainPolicy Policy()
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }

    /// <summary>For clients that ask afterwards: the name must be right, and the chain end here.</summary>
    public bool Accepts(X509Certificate? certificate, X509Chain? sent, SslPolicyErrors errors)
    {
        if (certificate is null || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != 0)
        {
            return false;
        }

        using var chain = new X509Chain { ChainPolicy = Policy() };
        chain.ChainPolicy.ExtraStore.AddRange(sent?.ChainElements.Select(element => element.Certificate).ToArray() ?? []);
        using var copy = new X509Certificate2(certificate);
        return chain.Build(copy);
    }
}
