// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Azure.Core;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Sluice.Gateway.Security.Groups;
using Sluice.Gateway.Security.Groups.Graph;
using Sluice.Gateway.Security.Tokens;

namespace Sluice.Gateway.Tests.Security.Groups;

/// <summary>What each kind of credential sends, for a token of Microsoft Graph.</summary>
public sealed class GraphCredentialTests : IDisposable
{
    private const string Tenant = "72f988bf-86f1-41af-91ab-2d7cd011db47";
    private readonly string _folder = Directory.CreateTempSubdirectory("graph-").FullName;

    [Fact]
    public async Task Secret_ShouldComeFromAFile()
    {
        var file = Path.Combine(_folder, "secret");
        await File.WriteAllTextAsync(file, "s3cret\n", TestContext.Current.CancellationToken);

        var sent = await AskAsync(new GraphOptions { ClientId = "app", ClientSecretFile = file });

        sent.Url.ShouldBe($"https://login.example/{Tenant}/oauth2/v2.0/token");
        sent.Form["client_secret"].ToString().ShouldBe("s3cret");
        sent.Form["scope"].ToString().ShouldStartWith("https://graph.microsoft.com/.default");
    }

    [Theory]
    [InlineData("pem", null)]
    [InlineData("pem", "p@ss")]
    [InlineData("p12", null)]
    [InlineData("p12", "p@ss")]
    public async Task Certificate_ShouldSignAnAssertion(string kind, string? password)
    {
        using var key = RSA.Create(2048);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = new CertificateRequest("CN=gateway", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        var file = Path.Combine(_folder, "certificate." + kind);
        await File.WriteAllBytesAsync(file, kind == "p12" ? certificate.Export(X509ContentType.Pkcs12, password) : Pem(certificate, key, password), TestContext.Current.CancellationToken);

        var sent = await AskAsync(new GraphOptions { ClientId = "app", CertificateFile = file, CertificatePassword = password });

        var assertion = sent.Form["client_assertion"].ToString().Split('.');
        key.VerifyData(
            Encoding.ASCII.GetBytes($"{assertion[0]}.{assertion[1]}"),
            Base64Url.DecodeFromChars(assertion[2]),
            HashAlgorithmName.SHA256,
            Encoding.UTF8.GetString(Base64Url.DecodeFromChars(assertion[0])).Contains("PS256", StringComparison.Ordinal)
                ? RSASignaturePadding.Pss
                : RSASignaturePadding.Pkcs1).ShouldBeTrue();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("11111111-1111-1111-1111-111111111111")]
    public async Task ManagedIdentity_ShouldBeAskedFor_AtTheMachine(string? clientId)
    {
        var sent = await AskAsync(new GraphOptions { ManagedIdentity = true, ClientId = clientId });

        sent.Url.ShouldStartWith("http://169.254.169.254/metadata/identity/oauth2/token");
        var query = QueryHelpers.ParseQuery(new Uri(sent.Url).Query);
        query["resource"].ToString().ShouldStartWith("https://graph.microsoft.com");
        query.GetValueOrDefault("client_id").ToString().ShouldBe(clientId ?? "");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static byte[] Pem(X509Certificate2 certificate, RSA key, string? password) => Encoding.ASCII.GetBytes(certificate.ExportCertificatePem() + "\n"
        + (password is null
            ? key.ExportPkcs8PrivateKeyPem()
            : key.ExportEncryptedPkcs8PrivateKeyPem(password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 10_000))));

    private static async Task<RecordingHandler> AskAsync(GraphOptions options)
    {
        var settings = new GraphSettings(
            Options.Create(new GroupOptions { Graph = options }),
            Options.Create(new TokenOptions { Entra = new EntraOptions { TenantId = Tenant, Instance = "https://login.example" } }));
        var handler = new RecordingHandler();
        var token = await GraphCredential.Create(settings, handler).GetTokenAsync(
            new TokenRequestContext(["https://graph.microsoft.com/.default"]), TestContext.Current.CancellationToken);
        token.Token.ShouldBe("a-token");
        return handler;
    }

    private sealed class RecordingHandler : HttpMessageHandler
    {
        public string Url { get; private set; } = "";

        public Dictionary<string, Microsoft.Extensions.Primitives.StringValues> Form { get; private set; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri!.AbsolutePath.EndsWith("openid-configuration", StringComparison.Ordinal))
            {
                return Json($$"""
                    {"token_endpoint":"https://login.example/{{Tenant}}/oauth2/v2.0/token","issuer":"https://login.example/{{Tenant}}/v2.0",
                    "authorization_endpoint":"https://login.example/{{Tenant}}/oauth2/v2.0/authorize"}
                    """);
            }

            Url = request.RequestUri.ToString();
            Form = QueryHelpers.ParseQuery(request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken));
            var expiry = TimeProvider.System.GetUtcNow().AddHours(1).ToUnixTimeSeconds();
            return Json($$"""{"token_type":"Bearer","access_token":"a-token","expires_in":"3600","expires_on":"{{expiry}}","resource":"r"}""");
        }

        private static HttpResponseMessage Json(string text) =>
            new(HttpStatusCode.OK) { Content = new StringContent(text, Encoding.UTF8, "application/json") };
    }
}
