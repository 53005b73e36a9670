// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Sluice.Core.Connections.Stores;
using Sluice.Core.Errors;

namespace Sluice.Core.Tests.Connections.Stores;

/// <summary>What is written is read by keytool and OpenSSL, and by ourselves.</summary>
[Collection(StoreGroup.Name)]
public sealed class StoreWriterTests(StoreFolder stores)
{
    private const string NewPassword = "new-secret";

    public static TheoryData<string> KeyKinds { get; } = [.. StoreFolder.KeyKinds];

    [Theory]
    [MemberData(nameof(KeyKinds))]
    public async Task Pkcs12_ShouldBeReadByKeytoolAndOpenssl(string kind)
    {
        var entries = (await stores.ReadAsync($"{kind}.jks", keyPassword: StoreFolder.KeyPassword)).Entries;
        var trusted = (await stores.ReadAsync("trust.jks")).Entries;
        await WriteAsync("written.p12", StoreWriter.WritePkcs12([.. entries, .. trusted], NewPassword));

        var listed = await stores.KeytoolAsync($"-list -v -keystore written.p12 -storepass {NewPassword}");
        listed.ShouldContain($"Alias name: {kind}-key");
        listed.ShouldContain("Certificate chain length: 3");
        listed.Split("Entry type: trustedCertEntry").Length.ShouldBe(3);
        listed.ShouldContain(entries[0].Certificates[0].Sha256Fingerprint);
        var shown = await stores.OpensslAsync($"pkcs12 -in written.p12 -info -nodes -passin pass:{NewPassword}");
        shown.ShouldContain("PBES2, PBKDF2, AES-256-CBC, Iteration 10000, PRF hmacWithSHA256");
        shown.ShouldContain("MAC: sha256, Iteration 10000");
        shown.ShouldContain("BEGIN PRIVATE KEY");
        var own = await stores.ReadAsync("written.p12", NewPassword);
        own.Entries.Select(entry => entry.Alias).ShouldBe([$"{kind}-key", "root", "intermediate"], ignoreOrder: true);
        own.SelectKey().PrivateKeyPem.ShouldBe(((KeyEntry)entries[0]).PrivateKeyPem);
    }

    [Theory]
    [MemberData(nameof(KeyKinds))]
    public async Task Pem_ShouldBeReadByOpenssl_WhenItsKeyIsEncrypted(string kind)
    {
        var key = (await stores.ReadAsync($"{kind}.p12")).SelectKey();
        await WriteAsync("written.pem", Encoding.ASCII.GetBytes(StoreWriter.WritePem([key], NewPassword)));

        var plain = await stores.OpensslAsync($"pkey -in written.pem -passin pass:{NewPassword}");

        plain.ReplaceLineEndings("\n").ShouldBe(key.PrivateKeyPem);
        (await stores.ReadAsync("written.pem", NewPassword)).SelectKey().Certificates.Count.ShouldBe(3);
        var wrong = await stores.ReadAsync("written.pem", "wrong");
        Should.Throw<KafkaFailureException>(() => wrong.SelectKey()).Message.ShouldContain("password");
    }

    [Fact]
    public async Task Writer_ShouldRefuse_WhenAKeyIsLocked()
    {
        var locked = await stores.ReadAsync("rsa.jks");

        Should.Throw<KafkaFailureException>(() => StoreWriter.WritePkcs12(locked.Entries, NewPassword)).Message
            .ShouldContain("another password");
        Should.Throw<KafkaFailureException>(() => StoreWriter.WritePem(locked.Entries)).Message.ShouldContain("another password");
    }

    [Theory]
    [InlineData("rsa")]
    [InlineData("ec")]
    public async Task Pem_ShouldMakeATlsConnection_WithTheWholeChain(string kind)
    {
        var key = (await stores.ReadAsync($"{kind}.p12")).SelectKey();
        var trusted = new X509Certificate2Collection();
        trusted.ImportFromPem((await stores.ReadAsync("root.pem")).TrustedCertificatesPem);
        using var plain = X509Certificate2.CreateFromPem(key.CertificateChainPem, key.PrivateKeyPem);
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPem(StoreWriter.WritePem((await stores.ReadAsync("chain.pem")).Entries));
        var context = SslStreamCertificateContext.Create(plain, authorities, offline: true);

        var (server, client) = await ConnectAsync();
        await using var serverStream = new SslStream(server);
        await using var clientStream = new SslStream(client);
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trust.CustomTrustStore.AddRange(trusted);
        await Task.WhenAll(
            serverStream.AuthenticateAsServerAsync(
                new SslServerAuthenticationOptions { ServerCertificateContext = context }, TestContext.Current.CancellationToken),
            clientStream.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions { TargetHost = "client.example", CertificateChainPolicy = trust },
                TestContext.Current.CancellationToken));

        clientStream.RemoteCertificate!.Subject.ShouldBe($"CN={kind}, O=Example");
    }

    private static async Task<(NetworkStream Server, NetworkStream Client)> ConnectAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var client = new TcpClient();
        await client.ConnectAsync((IPEndPoint)listener.LocalEndpoint, TestContext.Current.CancellationToken);
        var server = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        return (server.GetStream(), client.GetStream());
    }

    private Task WriteAsync(string file, byte[] content) =>
        File.WriteAllBytesAsync(stores.PathOf(file), content, TestContext.Current.CancellationToken);
}
