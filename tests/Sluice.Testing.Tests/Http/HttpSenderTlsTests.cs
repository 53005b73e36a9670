// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography.X509Certificates;
using Sluice.Testing.Clusters;
using Sluice.Testing.Endpoints;
using Sluice.Testing.Http;
using Sluice.Testing.Tests.Stores;

namespace Sluice.Testing.Tests.Http;

public sealed class HttpSenderTlsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sluice-http-").FullName;
    private readonly CertificateAuthority _authority = new("services", TimeProvider.System);
    private readonly CertificateAuthority _other = new("others", TimeProvider.System);

    public void Dispose()
    {
        _authority.Dispose();
        _other.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Sender_ShouldTrust_OnlyTheAuthorityThatItIsGiven()
    {
        await using var server = new RawServer(RawServer.Answer("200 OK", "{}"));
        using var issued = _authority.IssueForBrokers(["127.0.0.1"]);
        using var certificate = X509CertificateLoader.LoadPkcs12(issued.Export(X509ContentType.Pfx), null);
        await using var front = new TlsFront(certificate, server.EndPoint);

        (await SendAsync(front, Pem(_authority))).ShouldBe(200);
        (await Should.ThrowAsync<HttpEndpointException>(() => SendAsync(front, Pem(_other)))).Message.ShouldContain("TLS failed");
        (await Should.ThrowAsync<HttpEndpointException>(() => SendAsync(front, null))).Message.ShouldContain("PEM file");
    }

    [Fact]
    public void Sender_ShouldNameTheFile_WhenItHoldsNoAuthority()
    {
        var file = Path.Combine(_folder, "empty.pem");
        File.WriteAllText(file, "");

        Should.Throw<HttpEndpointException>(() => new HttpSender("https://localhost", TimeProvider.System, file)).Message.ShouldContain(file);
    }

    private static async Task<int?> SendAsync(TlsFront front, string? caFile)
    {
        using var sender = new HttpSender($"https://{front.Authority}", TimeProvider.System, caFile);
        return (await sender.SendAsync(new Outgoing(), TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken)).Status;
    }

    private string Pem(CertificateAuthority authority)
    {
        var file = Path.Combine(_folder, $"{authority.Certificate.Thumbprint}.pem");
        File.WriteAllText(file, authority.Certificate.ExportCertificatePem());
        return file;
    }
}
