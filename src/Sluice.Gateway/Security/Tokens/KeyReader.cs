// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography.X509Certificates;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Sluice.Gateway.Security.Tokens;

/// <summary>Reads an issuer's public keys from its OpenID metadata, over https and from nowhere else.</summary>
internal sealed class KeyReader(TokenIssuer issuer) : IDisposable
{
    // Two documents have to arrive while callers wait, within the deadline of their requests.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);
    private const int LongestDocument = 1024 * 1024;
    private const int ShortestRsaKey = 2048;
    private readonly HttpClient _http = CreateClient(issuer.AuthorityFile);

    /// <summary>The keys that tokens may be signed with, by their ids.</summary>
    /// <exception cref="InvalidDataException">The metadata is of another issuer, or has no key that can be used.</exception>
    public async Task<ILookup<string, SecurityKey>> ReadAsync(CancellationToken cancellationToken)
    {
        var metadata = await OpenIdConnectConfigurationRetriever.GetAsync(
            issuer.MetadataAddress.AbsoluteUri, new HttpDocumentRetriever(_http) { RequireHttps = true }, cancellationToken);

        // OpenID Connect Discovery 1.0, 4.3: else one provider could speak for another.
        if (metadata.Issuer != issuer.Name)
        {
            throw new InvalidDataException($"the metadata there is of the issuer {TokenRefusal.Quote(metadata.Issuer)}.");
        }

        var keys = metadata.SigningKeys
            .Where(key => key is AsymmetricSecurityKey && key.KeyId is not null && (key is ECDsaSecurityKey || key.KeySize >= ShortestRsaKey))
            .ToLookup(key => key.KeyId, StringComparer.Ordinal);
        return keys.Count > 0 ? keys : throw new InvalidDataException("no key there can check a signature.");
    }

    public void Dispose() => _http.Dispose();

    private static HttpClient CreateClient(string? authorityFile)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
        if (authorityFile is not null)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.ImportFromPemFile(authorityFile);
            handler.SslOptions.CertificateChainPolicy = policy;
        }

        return new HttpClient(handler) { Timeout = Timeout, MaxResponseContentBufferSize = LongestDocument };
    }
}
