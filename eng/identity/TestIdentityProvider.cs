// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Sluice.TestIdentity;

/// <summary>
/// Behaves like Microsoft Entra for one tenant, and like the part of Microsoft Graph that tells of groups, over HTTPS on a free port of
/// 127.0.0.1, with a certificate of its own authority.
/// </summary>
public sealed class TestIdentityProvider : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TestAuthority _authority;

    private TestIdentityProvider(WebApplication app, TestAuthority authority)
    {
        _app = app;
        _authority = authority;
        Address = new Uri(app.Services.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>()
            .Features.Get<IServerAddressesFeature>()!.Addresses.Single().Replace("127.0.0.1", "localhost", StringComparison.Ordinal));
    }

    /// <summary>Where it listens: <c>https://localhost:port</c>.</summary>
    public Uri Address { get; }

    /// <summary>The authority that a client has to trust.</summary>
    public X509Certificate2 AuthorityCertificate => _authority.Certificate;

    public static async Task<TestIdentityProvider> StartAsync(CancellationToken cancellationToken)
    {
        var authority = new TestAuthority();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.Services.Configure<KestrelServerOptions>(
            server => server.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(authority.ServerCertificate)));
        var app = builder.Build();
        await app.StartAsync(cancellationToken);
        return new TestIdentityProvider(app, authority);
    }

    /// <summary>Accepts the provider's certificate and no other.</summary>
    public HttpMessageHandler CreateHandler() => new SocketsHttpHandler
    {
        UseProxy = false,
        SslOptions =
        {
            CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
                CustomTrustStore = { AuthorityCertificate },
            },
        },
    };

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _authority.Dispose();
    }
}
