// SPDX-License-Identifier: Apache-2.0

using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sluice.Core.Connections.Security;

namespace Sluice.Core.Connections.Diagnosis;

/// <summary>
/// TLS with a broker, by .NET in place of the client, so that it can be seen what the broker shows. It goes on whatever certificate that is,
/// to see what the broker says to ours; no password is ever sent over it.
/// </summary>
internal sealed class TlsHandshake : IAsyncDisposable
{
    private readonly SslStream _stream;
    private readonly List<IDisposable> _owned;

    private TlsHandshake(SslStream stream, List<IDisposable> owned, bool offersKey)
    {
        _stream = stream;
        _owned = owned;
        OffersKey = offersKey;
    }

    public Stream Stream => _stream;

    /// <summary>What the broker showed; null if it did not come to that.</summary>
    public BrokerCertificate? Shown { get; private set; }

    /// <summary>Why the handshake failed; null if it did not.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>Whether we had a certificate to show that .NET can use.</summary>
    public bool OffersKey { get; }

    /// <summary>Whether the broker asked for our certificate and got it.</summary>
    public bool ShowedKey => Fault is null && _stream.IsMutuallyAuthenticated;

    public string Version => _stream.SslProtocol switch
    {
        SslProtocols.Tls13 => "TLS 1.3",
        SslProtocols.Tls12 => "TLS 1.2",
        var other => other.ToString(),
    };

    public static async Task<TlsHandshake> ConnectAsync(Stream connection, string host, LoginMaterial material, CancellationToken cancellationToken)
    {
        var owned = new List<IDisposable>();
        var context = CreateContext(material, owned);
        var handshake = new TlsHandshake(new SslStream(connection), owned, context is not null);
        var policy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        if (material.Trust is { } trust)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.ImportFromPem(trust.TrustedCertificatesPem);
            owned.AddRange(policy.CustomTrustStore);
        }

        try
        {
            await handshake._stream.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = host,
                    ClientCertificateContext = context,
                    CertificateChainPolicy = policy,
#pragma warning disable CA5359 // It is looked at and judged by who asked; nothing but Kafka's greeting is sent.
                    RemoteCertificateValidationCallback = handshake.Look,
#pragma warning restore CA5359
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is AuthenticationException or IOException)
        {
            handshake.Fault = e;
        }
        catch
        {
            await handshake.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        return handshake;
    }

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync().ConfigureAwait(false);
        _owned.ForEach(thing => thing.Dispose());
    }

    // .NET takes no Ed25519 keys.
    private static SslStreamCertificateContext? CreateContext(LoginMaterial material, List<IDisposable> owned)
    {
        if (material.Key is not { } key)
        {
            return null;
        }

        var others = new X509Certificate2Collection();
        try
        {
            var own = X509Certificate2.CreateFromPem(key.Certificates[0].Pem, key.PrivateKeyPem);
            owned.Add(own);
            if (OperatingSystem.IsWindows())
            {
                // There TLS takes no key that lives in memory alone.
                own = X509CertificateLoader.LoadPkcs12(own.Export(X509ContentType.Pkcs12), null);
                owned.Add(own);
            }

            others.AddRange(key.Certificates.Skip(1).Select(certificate => X509CertificateLoader.LoadCertificate(certificate.Der.Span)).ToArray());
            owned.AddRange(others);
            return SslStreamCertificateContext.Create(own, others, offline: true);
        }
        catch (Exception e) when (e is CryptographicException or NotSupportedException)
        {
            return null;
        }
    }

    private bool Look(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is not null && chain is not null)
        {
            Shown = new BrokerCertificate(certificate, chain, errors);
        }

        return true;
    }
}
