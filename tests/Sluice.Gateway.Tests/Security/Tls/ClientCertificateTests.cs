// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;

namespace Sluice.Gateway.Tests.Security.Tls;

public sealed class ClientCertificateTests : IDisposable
{
    private const string Tenant = "8a5d4f1e-2f0c-4c57-9d4e-3d3a1c1f0a11";
    private readonly TestCertificates _server = new("Server");
    private readonly TestCertificates _clients = new("Client");
    private readonly TestCertificates _strangers = new("Stranger");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _server.Dispose();
        _clients.Dispose();
        _strangers.Dispose();
    }

    /// <summary>Status 0 stands for a connection that is refused.</summary>
    [Theory]
    [InlineData("none", "nothing", 200)]
    [InlineData("none", "unknown authority", 200)]
    [InlineData("optional", "nothing", 200)]
    [InlineData("optional", "unknown authority", 0)]
    [InlineData("optional", "expired", 0)]
    [InlineData("optional", "not yet valid", 0)]
    [InlineData("optional", "for servers", 0)]
    [InlineData("optional", "unmapped", 200)]
    [InlineData("optional", "mapped", 200)]
    [InlineData("required", "nothing", 0)]
    [InlineData("required", "unknown authority", 0)]
    [InlineData("required", "server's authority", 0)]
    [InlineData("required", "expired", 0)]
    [InlineData("required", "not yet valid", 0)]
    [InlineData("required", "for servers", 0)]
    [InlineData("required", "unmapped", 403)]
    [InlineData("required", "mapped", 200)]
    public async Task Caller_ShouldComeIn_WithACertificateThatIsKnown(string mode, string shown, int status)
    {
        await using var gateway = await StartAsync(mode);
        using var certificate = Make(shown);
        foreach (var version in (Version[])[HttpVersion.Version11, HttpVersion.Version20])
        {
            (await CallAsync(gateway, certificate, version: version)).ShouldBe(status, version.ToString());
        }

        if (status == 0)
        {
            gateway.LogOf("TlsConnections").ShouldContain(entry => entry.Message.Contains("127.0.0.1", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("nothing", false, 401)]
    [InlineData("unmapped", false, 401)]
    [InlineData("mapped", false, 200)]
    [InlineData("mapped", true, 401)]
    [InlineData("expired", true, 0)]
    public async Task Token_ShouldDecide_WhereBothAreShown(string shown, bool withToken, int status)
    {
        await using var gateway = await StartAsync("optional", TokensOn());
        using var certificate = Make(shown);

        (await CallAsync(gateway, certificate, withToken ? "no.such.token" : null)).ShouldBe(status);
    }

    [Fact]
    public async Task RequiredCertificate_ShouldBeNeeded_WhereATokenIsShownToo()
    {
        await using var gateway = await StartAsync("required", TokensOn());

        (await CallAsync(gateway, null, "no.such.token")).ShouldBe(0);
        using var unmapped = Make("unmapped");
        (await CallAsync(gateway, unmapped)).ShouldBe(401);
    }

    // A rule for everybody: what is asked here is who comes in.
    private static Dictionary<string, string?> TokensOn() => new()
    {
        ["Security:Tokens:Entra:TenantId"] = Tenant,
        ["Security:Policies:Rules:0:Principals:0"] = "*",
        ["Security:Policies:Rules:0:Topics:0"] = "*",
        ["Security:Policies:Rules:0:Operations:0"] = "*",
    };

    [Fact]
    public async Task Groups_ShouldBeThoseOfTheSettings()
    {
        var settings = new Dictionary<string, string?>
        {
            ["Security:Groups:Allowed:0"] = "11111111-1111-1111-1111-111111111111",
            ["Tls:ClientCertificates:Principals:0:Groups:0"] = "11111111-1111-1111-1111-111111111111",
            ["Tls:ClientCertificates:Principals:1:Subject"] = "CN=other",
            ["Tls:ClientCertificates:Principals:1:Name"] = "other",
        };
        await using var gateway = await StartAsync("required", settings);
        using var member = Make("mapped");
        using var other = _clients.Issue("CN=other", purpose: TestCertificates.ForClients);

        (await CallAsync(gateway, member)).ShouldBe(200);
        (await CallAsync(gateway, other)).ShouldBe(403);
    }

    [Fact]
    public async Task OtherAddresses_ShouldAskForNone_AndLetNobodyIn()
    {
        await using var gateway = await StartAsync("required", new()
        {
            ["Gateway:Url"] = "https://127.0.0.1:0;http://127.0.0.1:0",
            ["Management:Url"] = "https://127.0.0.1:0",
        });

        (await CallAsync(gateway, null, address: gateway.Addresses[1])).ShouldBe(403);
        using var management = gateway.CreateClient(_server, address: gateway.Addresses[2]);
        (await management.GetAsync("health/live", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Authorities_ShouldBeReplaced_WhenTheirFileChanges()
    {
        await using var gateway = await StartAsync("required", new() { ["Tls:ReloadInterval"] = "00:00:01" });
        using var stranger = _strangers.Issue("CN=orders, O=Example", purpose: TestCertificates.ForClients);
        (await CallAsync(gateway, stranger)).ShouldBe(0);

        File.Copy(_strangers.PathOf("authorities.crt"), _clients.PathOf("authorities.crt"), overwrite: true);
        await TlsGateway.UntilAsync(() => gateway.LogOf("TlsCertificates").Any(entry => entry.Id.Id == 660));

        (await CallAsync(gateway, stranger)).ShouldBe(200);
    }

    [Theory]
    [InlineData("-tls1_2")]
    [InlineData("-tls1_3")]
    public async Task Session_ShouldNotBeResumed_AsItsChainWouldBeMissing(string version)
    {
        // The client alone has the certificate between its own and the root.
        await using var gateway = await StartAsync("required", new() { ["Tls:ClientCertificates:Authorities"] = _clients.PathOf("ca.crt") });
        using var client = _clients.Write(Make("mapped")!, "client.crt", "client.key");
        string[] shown =
        [
            version, "-cert", _clients.PathOf("client.crt"), "-cert_chain", _clients.PathOf("authorities.crt"), "-key", _clients.PathOf("client.key"),
        ];
        var session = _clients.PathOf("session.pem");
        const string request = "GET /v1/metadata/topics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

        var first = await OpenSslProgram.ConnectAsync(gateway.Address, request, [.. shown, "-sess_out", session]);
        first.ShouldContain("HTTP/1.1 200 OK");
        string[] resumed = File.Exists(session) ? ["-sess_in", session] : [];
        var second = await OpenSslProgram.ConnectAsync(gateway.Address, request, [.. shown, .. resumed]);

        second.ShouldContain("HTTP/1.1 200 OK");
        second.ShouldNotContain("Reused, ");
    }

    [Theory]
    [InlineData("issuer alone", "it holds no root authority")]
    [InlineData("missing", "the file cannot be read")]
    [InlineData("text", "it is not a key store")]
    public async Task Start_ShouldSayWhatIsWrongWithTheAuthorities(string kind, string expected)
    {
        var file = _clients.PathOf(kind);
        if (kind != "missing")
        {
            await File.WriteAllTextAsync(file, kind == "text" ? "text" : _clients.Issuer.ExportCertificatePem(), Cancellation);
        }

        var failure = await Should.ThrowAsync<OptionsValidationException>(
            () => StartAsync("required", new() { ["Tls:ClientCertificates:Authorities"] = file }));

        failure.Message.ShouldStartWith("Tls:ClientCertificates:Authorities: ");
        failure.Message.ShouldContain(expected);
        failure.Message.ShouldContain(file);
    }

    private X509Certificate2? Make(string shown)
    {
        const string subject = "CN=orders, O=Example";
        return shown switch
        {
            "nothing" => null,
            "unknown authority" => _strangers.Issue(subject, purpose: TestCertificates.ForClients),
            "server's authority" => _server.Issue(subject, purpose: TestCertificates.ForClients),
            "expired" => _clients.Issue(subject, purpose: TestCertificates.ForClients, days: -1),
            "not yet valid" => _clients.Issue(subject, purpose: TestCertificates.ForClients, from: 1),
            "for servers" => _clients.Issue(subject),
            "unmapped" => _clients.Issue("CN=orders, O=Elsewhere", purpose: TestCertificates.ForClients),
            _ => _clients.Issue(subject, purpose: TestCertificates.ForClients),
        };
    }

    private Task<TlsGateway> StartAsync(string mode, Dictionary<string, string?>? settings = null)
    {
        _server.Write(_server.Issue()).Dispose();
        return TlsGateway.StartAsync(new Dictionary<string, string?>(TlsGateway.SettingsOf(_server))
        {
            ["Tls:ClientCertificates:Mode"] = mode,
            ["Tls:ClientCertificates:Authorities"] = mode == "none" ? null : _clients.PathOf("authorities.crt"),
            ["Tls:ClientCertificates:Principals:0:Subject"] = mode == "none" ? null : "CN=orders,O=Example",
            ["Tls:ClientCertificates:Principals:0:Name"] = mode == "none" ? null : "orders",
        }.Concat(settings ?? []).GroupBy(setting => setting.Key).ToDictionary(group => group.Key, group => group.Last().Value)
            .Where(setting => setting.Value is not null).ToDictionary());
    }

    private async Task<int> CallAsync(
        TlsGateway gateway, X509Certificate2? certificate, string? token = null, Version? version = null, Uri? address = null)
    {
        using var client = gateway.CreateClient(_server, certificate, address, version);
        if (token is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        try
        {
            using var answer = await client.GetAsync("v1/metadata/topics", Cancellation);
            return (int)answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return 0;
        }
    }
}
