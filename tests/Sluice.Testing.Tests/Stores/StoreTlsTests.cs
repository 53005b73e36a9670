// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Security.Cryptography.X509Certificates;
using Sluice.Testing.Clusters;
using Sluice.Testing.Stores;

namespace Sluice.Testing.Tests.Stores;

/// <summary>A server whose certificate an authority of the team's own has signed.</summary>
public sealed class StoreTlsTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly CertificateAuthority _authority = new("stores", TimeProvider.System);
    private readonly CertificateAuthority _other = new("others", TimeProvider.System);
    private readonly string _folder = Directory.CreateTempSubdirectory("sluice-tls-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _authority.Dispose();
        _other.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Elasticsearch_ShouldBeTrusted_OnlyByItsOwnAuthority()
    {
        await using var server = new StubServer(_ => (200, """{ "version": { "number": "8.1.0" } }"""));
        await CheckAsync(new IPEndPoint(IPAddress.Loopback, server.Address.Port), StoreKind.Index, authority => $"https://{authority}");
    }

    [Fact]
    public async Task Mongo_ShouldBeTrusted_OnlyByItsOwnAuthority()
    {
        var address = Environment.GetEnvironmentVariable("SLUICE_TEST_MONGO");
        Assert.SkipWhen(string.IsNullOrEmpty(address), "SLUICE_TEST_MONGO names no MongoDB server.");
        var server = new IPEndPoint(IPAddress.Loopback, new Uri(address!).Port);
        await CheckAsync(server, StoreKind.Collection, authority => $"mongodb://{authority}/db?tls=true");
    }

    private async Task CheckAsync(IPEndPoint server, StoreKind kind, Func<string, string> connection)
    {
        using var issued = _authority.IssueForBrokers(["127.0.0.1", "localhost"]);
        using var certificate = X509CertificateLoader.LoadPkcs12(issued.Export(X509ContentType.Pfx), null);
        await using var front = new TlsFront(certificate, server);

        await using (var store = StoreFactory.Open(kind, connection(front.Authority), new StoreOptions { CaFile = Pem(_authority) }))
        {
            await store.CheckAsync(Patience, Stop);
        }

        await using var stranger = StoreFactory.Open(kind, connection(front.Authority), new StoreOptions { CaFile = Pem(_other) });
        (await Should.ThrowAsync<StoreException>(() => stranger.CheckAsync(Patience, Stop))).Message.ShouldContain("certificate", Case.Insensitive);
    }

    private string Pem(CertificateAuthority authority)
    {
        var file = Path.Combine(_folder, $"{authority.Certificate.Thumbprint}.pem");
        File.WriteAllText(file, authority.Certificate.ExportCertificatePem());
        return file;
    }
}
