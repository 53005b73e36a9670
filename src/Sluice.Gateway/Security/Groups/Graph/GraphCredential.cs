// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography.X509Certificates;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;

namespace Sluice.Gateway.Security.Groups.Graph;

/// <summary>
/// The gateway's own credential for Microsoft Graph. It keeps its token until that is about to expire, and asks for one at a time, which no
/// caller that hangs up ends. Thread-safe.
/// </summary>
internal sealed class GraphCredential(GraphSettings settings)
{
    private static readonly TimeSpan LongestRequest = TimeSpan.FromSeconds(30);
    private readonly Lock _lock = new();
    private readonly string[] _scopes = [settings.AddressOf(".default")];
    private readonly Lazy<TokenCredential> _credential =
        new(() => Create(settings, GraphHandler.Create(settings.Options.Timeout, settings.AuthorityFile)));

    private Task<string>? _underWay;

    /// <exception cref="AuthenticationFailedException">There is none to be had.</exception>
    public Task<string> GetTokenAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_underWay is null or { IsCompleted: true })
            {
                // The library is slow to start, and what it does before it waits is done on the caller's thread.
                _underWay = Task.Run(AskAsync, CancellationToken.None);
            }

            return _underWay.WaitAsync(cancellationToken);
        }
    }

    /// <summary>The first line of the file; empty if it has none.</summary>
    public static string ReadSecret(string file) => File.ReadLines(file).FirstOrDefault("").Trim();

    /// <summary>The application's certificate with its key, from PEM or PKCS#12.</summary>
    public static X509Certificate2 LoadCertificate(GraphOptions options)
    {
        var file = options.CertificateFile!;
        if (X509Certificate2.GetCertContentType(file) == X509ContentType.Pkcs12)
        {
            return X509CertificateLoader.LoadPkcs12FromFile(file, options.CertificatePassword);
        }

        return string.IsNullOrEmpty(options.CertificatePassword)
            ? X509Certificate2.CreateFromPemFile(file)
            : X509Certificate2.CreateFromEncryptedPemFile(file, options.CertificatePassword);
    }

    /// <summary>Makes the credential that the settings name; it connects by <paramref name="handler"/>.</summary>
    internal static TokenCredential Create(GraphSettings settings, HttpMessageHandler handler)
    {
        var options = settings.Options;
        var transport = new HttpClientTransport(handler);
        if (options.ManagedIdentity)
        {
            var identity = string.IsNullOrEmpty(options.ClientId)
                ? ManagedIdentityId.SystemAssigned
                : ManagedIdentityId.FromUserAssignedClientId(options.ClientId);
            return new ManagedIdentityCredential(Bounded(new ManagedIdentityCredentialOptions(identity), options, transport));
        }

        if (!string.IsNullOrEmpty(options.CertificateFile))
        {
            return new ClientCertificateCredential(settings.TenantId, options.ClientId, LoadCertificate(options), Bounded(
                new ClientCertificateCredentialOptions { AuthorityHost = settings.Instance, DisableInstanceDiscovery = true },
                options,
                transport));
        }

        var secret = string.IsNullOrEmpty(options.ClientSecretFile) ? options.ClientSecret : ReadSecret(options.ClientSecretFile);
        return new ClientSecretCredential(settings.TenantId, options.ClientId, secret, Bounded(
            new ClientSecretCredentialOptions { AuthorityHost = settings.Instance, DisableInstanceDiscovery = true }, options, transport));
    }

    private async Task<string> AskAsync()
    {
        using var timeout = new CancellationTokenSource(LongestRequest);
        return (await _credential.Value.GetTokenAsync(new TokenRequestContext(_scopes), timeout.Token)).Token;
    }

    private static T Bounded<T>(T credential, GraphOptions options, HttpPipelineTransport transport)
        where T : TokenCredentialOptions
    {
        credential.Transport = transport;
        credential.Retry.MaxRetries = 1;
        credential.Retry.Delay = TimeSpan.FromMilliseconds(100);
        credential.Retry.NetworkTimeout = options.Timeout;
        return credential;
    }
}
