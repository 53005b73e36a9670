// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography.X509Certificates;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Sluice.Gateway.Security.Tokens;

/// <summary>Reads an issuer's public keys from its OpenID metadata, over https and from nowhere else.</summary>
internal sealed class KeyReader(TokenIssuer issuer) : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(15);
    private const int LongestDocument = 1024 * 1024;
    private const int ShortestRsaKey = 2048;
    private readonly HttpClient _http = CreateClient(issuer.AuthorityFile);

    /// <summary>The keys that tokens may be signed with, by their ids.</summary>
    /// <exception cref="InvalidDataException">The metadata is of another issuer, or has no key that can be used.</exception>
    /// <exception cref="TimeoutException">It took too long.</exception>
    public async Task<ILookup<string, SecurityKey>> ReadAsync(CancellationToken cancellationToken)
    {
        var metadata = await ReadMetadataAsync(cancellationToken);

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

    private async Task<OpenIdConnectConfiguration> ReadMetadataAsync(CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Timeout);
        try
        {
            return await OpenIdConnectConfigurationRetriever.GetAsync(
                issuer.MetadataAddress.AbsoluteUri, new HttpsDocuments(_http), deadline.Token);
        }
        catch (Exception failure) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"there was no answer within {Timeout.TotalSeconds} s.", failure);
        }
    }

    private static HttpClient CreateClient(string? authorityFile)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
        if (authorityFile is not null)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.ImportFromPemFile(authorityFile);
            handler.SslOptions.CertificateChainPolicy = policy;
        }

        return new HttpClient(handler) { Timeout = System.Threading.Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = LongestDocument };
    }

    // The library's own tries again by itself, and goes on when it is cancelled.
    private sealed class HttpsDocuments(HttpClient http) : IDocumentRetriever
    {
        public Task<string> GetDocumentAsync(string address, CancellationToken cancel) =>
            Uri.TryCreate(address, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps
                ? http.GetStringAsync(url, cancel)
                : throw new InvalidDataException($"{TokenRefusal.Quote(address)} is not https.");
    }
}
