// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography.X509Certificates;

namespace Sluice.Gateway.Security.Groups.Graph;

/// <summary>Connections to Microsoft Graph and to the authority of the gateway's credential.</summary>
internal static class GraphHandler
{
    public static SocketsHttpHandler Create(TimeSpan timeout, string? authorityFile)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            ConnectTimeout = timeout,
            MaxConnectionsPerServer = 64,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            UseCookies = false,
        };
        if (LoadAuthorities(authorityFile) is { } authorities)
        {
            handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,

                // A private authority seldom has a place to ask.
                RevocationMode = X509RevocationMode.NoCheck,
            };
            handler.SslOptions.CertificateChainPolicy.CustomTrustStore.AddRange(authorities);
        }

        return handler;
    }

    /// <summary>The only authorities that are trusted; null for the system's.</summary>
    public static X509Certificate2Collection? LoadAuthorities(string? authorityFile)
    {
        if (string.IsNullOrEmpty(authorityFile))
        {
            return null;
        }

        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(authorityFile);
        return authorities;
    }
}
