// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace Sluice.Gateway.Tests.Security.Tls;

/// <summary>A gateway that speaks TLS on a free port of 127.0.0.1, unless the settings say otherwise.</summary>
internal sealed class TlsGateway : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);
    private readonly WebApplication _app;
    private readonly FakeLoggerProvider _log;

    private TlsGateway(WebApplication app, FakeLoggerProvider log)
    {
        _app = app;
        _log = log;
        Addresses = [.. app.Urls.Select(url => new Uri(url.Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal)))];
    }

    /// <summary>Where it listens, in the order of the settings.</summary>
    public IReadOnlyList<Uri> Addresses { get; }

    public Uri Address => Addresses[0];

    public IServiceProvider Services => _app.Services;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Starts one with these settings; null takes one away.</summary>
    public static async Task<TlsGateway> StartAsync(
        Dictionary<string, string?> settings, Action<WebApplicationBuilder>? configure = null)
    {
        var log = new FakeLoggerProvider();
        var app = GatewayApplication.Build(
            new Dictionary<string, string?> { ["Gateway:Url"] = "https://127.0.0.1:0", ["Embedded:Brokers"] = "1" }
                .Concat(settings).GroupBy(setting => setting.Key).Where(group => group.Last().Value is not null)
                .ToDictionary(group => group.Key, group => group.Last().Value),
            configure: builder =>
            {
                builder.Services.AddSingleton<ILoggerProvider>(log);
                configure?.Invoke(builder);
            });
        await app.StartAsync(Cancellation);
        return new TlsGateway(app, log);
    }

    /// <summary>Settings of a gateway with the certificate in the folder.</summary>
    public static Dictionary<string, string?> SettingsOf(TestCertificates certificates) => new() { ["Tls:Directory"] = certificates.Folder };

    /// <summary>Waits until the condition holds.</summary>
    public static async Task UntilAsync(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            clock.Elapsed.ShouldBeLessThan(Deadline, what);
            await Task.Delay(20, Cancellation);
        }
    }

    /// <summary>Everything that was logged by a part of the gateway.</summary>
    public IReadOnlyList<FakeLogRecord> LogOf(string category) =>
        [.. _log.Collector.GetSnapshot().Where(entry => entry.Category!.Contains(category, StringComparison.Ordinal))];

    /// <summary>A client that trusts the authority alone, on new connections if it is told so.</summary>
    public HttpClient CreateClient(
        TestCertificates trusted, X509Certificate2? certificate = null, Uri? address = null, Version? version = null, bool keepsConnections = true)
    {
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            PooledConnectionLifetime = keepsConnections ? Timeout.InfiniteTimeSpan : TimeSpan.Zero,
            SslOptions = { CertificateChainPolicy = PolicyOf(trusted) },
        };
        if (certificate is not null)
        {
            handler.SslOptions.ClientCertificates = [certificate];
        }

        return new HttpClient(handler)
        {
            BaseAddress = address ?? Address,
            DefaultRequestVersion = version ?? System.Net.HttpVersion.Version11,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
    }

    /// <summary>The certificate that a new connection is shown.</summary>
    public async Task<X509Certificate2> ReadCertificateAsync(TestCertificates trusted, SslProtocols protocols = SslProtocols.None)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(Address.Host, Address.Port, Cancellation);
        await using var tls = new SslStream(socket.GetStream());
        await tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions { TargetHost = "localhost", EnabledSslProtocols = protocols, CertificateChainPolicy = PolicyOf(trusted) },
            Cancellation);
        return X509CertificateLoader.LoadCertificate(tls.RemoteCertificate!.GetRawCertData());
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    /// <summary>Trusts the authority alone: the intermediate certificate has to come from the server.</summary>
    public static X509ChainPolicy PolicyOf(TestCertificates trusted) => new()
    {
        TrustMode = X509ChainTrustMode.CustomRootTrust,
        RevocationMode = X509RevocationMode.NoCheck,
        DisableCertificateDownloads = true,
        CustomTrustStore = { trusted.Root },
    };
}
