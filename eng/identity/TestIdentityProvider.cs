// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Sluice.TestIdentity;

/// <summary>
/// Behaves like Microsoft Entra for one tenant, and like the part of Microsoft Graph that tells of groups, over HTTPS on a free port of
/// 127.0.0.1, with a certificate of its own authority. Thread-safe.
/// </summary>
public sealed class TestIdentityProvider : IAsyncDisposable
{
    /// <summary>The audience of Azure HDInsight, for which its clients ask.</summary>
    public const string DefaultAudience = "https://hib.azurehdinsight.net";

    private readonly ConcurrentDictionary<string, TestApplication> _applications = new(StringComparer.OrdinalIgnoreCase);
    private readonly TestAuthority _authority = new();
    private readonly TimeProvider _time;
    private readonly WebApplication _app;

    private TestIdentityProvider(TimeProvider time)
    {
        _time = time;
        AuthorityFile = Path.Combine(Path.GetTempPath(), $"test-authority-{Guid.NewGuid():N}.pem");
        File.WriteAllText(AuthorityFile, _authority.Certificate.ExportCertificatePem());
        Application = Add(new TestApplication());

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.Services.Configure<KestrelServerOptions>(
            server => server.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(_authority.ServerCertificate)));
        _app = builder.Build();
        _app.Use(TakeAsync);
        _app.MapOpenId(this);
        _app.MapTokens(this);
        _app.MapGraph(this);
    }

    /// <summary>Where it listens: <c>https://localhost:port</c>.</summary>
    public Uri Address { get; private set; } = null!;

    public string TenantId { get; } = Guid.NewGuid().ToString();

    /// <summary>The keys it publishes.</summary>
    public TestKeys Keys { get; } = new();

    /// <summary>What Microsoft Graph knows.</summary>
    public TestDirectory Directory { get; } = new();

    /// <summary>An application that is there from the start.</summary>
    public TestApplication Application { get; }

    /// <summary>How long its tokens live: an hour unless set.</summary>
    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Whether access tokens are of version 1, as for most resources of Microsoft's, or 2.</summary>
    public int TokenVersion { get; set; } = 1;

    /// <summary>Every request is dropped without an answer.</summary>
    public bool IsDown { get; set; }

    /// <summary>How long each answer takes.</summary>
    public TimeSpan Delay { get; set; }

    public RequestCounts Requests { get; } = new();

    /// <summary>The authority that a client has to trust.</summary>
    public X509Certificate2 AuthorityCertificate => _authority.Certificate;

    /// <summary>The same as a file of PEM, there until the provider is disposed of.</summary>
    public string AuthorityFile { get; }

    /// <summary>A certificate of that authority for this machine, with its key: for the server that a test calls.</summary>
    public X509Certificate2 ServerCertificate => _authority.ServerCertificate;

    /// <summary>The settings with which a gateway takes this provider's tokens. Groups or rules are needed besides.</summary>
    public IReadOnlyDictionary<string, string?> GatewaySettings => new Dictionary<string, string?>
    {
        ["Security:Tokens:Entra:TenantId"] = TenantId,
        ["Security:Tokens:Entra:Instance"] = Address.ToString(),
        ["Security:Tokens:Entra:AuthorityFile"] = AuthorityFile,
    };

    /// <summary>The settings with which a gateway asks <see cref="Directory"/>, as an application of its own that may.</summary>
    public IReadOnlyDictionary<string, string?> GraphSettings()
    {
        var gateway = Add(new TestApplication());
        Directory.Readers.Add(gateway.ClientId);
        return new Dictionary<string, string?>
        {
            ["Security:Groups:Graph:Url"] = Address.ToString(),
            ["Security:Groups:Graph:ClientId"] = gateway.ClientId,
            ["Security:Groups:Graph:ClientSecret"] = gateway.Secret,
        };
    }

    /// <param name="cancellationToken">Ends the start.</param>
    /// <param name="time">The clock of the tokens; certificates go by the system's.</param>
    public static async Task<TestIdentityProvider> StartAsync(CancellationToken cancellationToken, TimeProvider? time = null)
    {
        var provider = new TestIdentityProvider(time ?? TimeProvider.System);
        await provider._app.StartAsync(cancellationToken);
        var address = provider._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        provider.Address = new Uri(address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal));
        return provider;
    }

    /// <summary>The issuer in its tokens of that version.</summary>
    public string Issuer(int version) => version == 1 ? $"https://sts.windows.net/{TenantId}/" : $"{Address}{TenantId}/v2.0";

    public TestApplication Add(TestApplication application) => _applications[application.ClientId] = application;

    /// <summary>A token as Entra issues it to an application, not signed yet.</summary>
    public TestToken CreateToken(TestApplication? application = null, string audience = DefaultAudience, int? version = null)
    {
        var caller = application ?? Application;
        var now = _time.GetUtcNow().ToUnixTimeSeconds();
        var claims = new JsonObject
        {
            ["aud"] = audience,
            ["iss"] = Issuer(version ?? TokenVersion),
            ["iat"] = now,
            ["nbf"] = now,
            ["exp"] = now + (long)TokenLifetime.TotalSeconds,
            ["aio"] = Guid.NewGuid().ToString("N"),
            ["oid"] = caller.ObjectId,
            ["sub"] = caller.ObjectId,
            ["tid"] = TenantId,
            ["uti"] = Guid.NewGuid().ToString("N"),
            ["ver"] = $"{version ?? TokenVersion}.0",
        };
        var isFirst = (version ?? TokenVersion) == 1;
        claims[isFirst ? "appid" : "azp"] = caller.ClientId;
        claims[isFirst ? "appidacr" : "azpacr"] = "1";
        if (caller.Roles.Count > 0)
        {
            claims["roles"] = new JsonArray([.. caller.Roles.Select(role => JsonValue.Create(role))]);
        }

        if (caller.Groups is { } groups)
        {
            claims["groups"] = new JsonArray([.. groups.Select(group => JsonValue.Create(group))]);
        }

        return new TestToken { Claims = claims };
    }

    /// <summary>A signed token as the application gets it from the token endpoint.</summary>
    public string Issue(TestApplication? application = null) => CreateToken(application).Sign(Keys.Current);

    /// <summary>Accepts the provider's certificate and no other.</summary>
    /// <param name="everyHost">Whether it is also reached under every other host's name, such as <c>login.microsoftonline.com</c>.</param>
    public HttpMessageHandler CreateHandler(bool everyHost = false)
    {
        var handler = new SocketsHttpHandler
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
        if (everyHost)
        {
            handler.ConnectCallback = ConnectAsync;
        }

        return handler;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _authority.Dispose();
        Keys.Dispose();
        File.Delete(AuthorityFile);
    }

    internal DateTimeOffset Now => _time.GetUtcNow();

    internal TestApplication? FindApplication(string clientId) => _applications.GetValueOrDefault(clientId);

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, Address.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task TakeAsync(HttpContext context, RequestDelegate next)
    {
        Requests.Add(context.Request.Path);
        if (IsDown)
        {
            context.Abort();
            return;
        }

        if (Delay > TimeSpan.Zero)
        {
            await Task.Delay(Delay, context.RequestAborted);
        }

        await next(context);
    }
}
