// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography.X509Certificates;
using Confluent.Kafka;
using Sluice.Core.Connections.Stores;
using Sluice.Core.Errors;

namespace Sluice.Core.Tests.Connections.Stores;

/// <summary>What keytool and OpenSSL wrote is read, whatever the kind of key and the age of the algorithms.</summary>
[Collection(StoreGroup.Name)]
public sealed class ForeignStoreTests(StoreFolder stores)
{
    public static MatrixTheoryData<string, string> Stores { get; } =
        new(StoreFolder.KeyKinds, [".jks", ".p12", "-legacy.p12", "-plain.p12", "-java.p12", "-java-legacy.p12"]);

    public static TheoryData<string> KeyKinds { get; } = [.. StoreFolder.KeyKinds];

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Store_ShouldGiveKeyAndWholeChain(string kind, string store)
    {
        var read = await stores.ReadAsync(kind + store, keyPassword: store == ".jks" ? StoreFolder.KeyPassword : null);

        var key = read.SelectKey();
        read.Kind.ShouldBe(store == ".jks" ? StoreKind.Jks : StoreKind.Pkcs12);
        read.Entries.ShouldBe([key]);
        key.Alias.ShouldBe($"{kind}-key");
        key.Certificates.Select(certificate => certificate.Subject)
            .ShouldBe([$"CN={kind}, O=Example", "CN=intermediate, O=Example", "CN=root"]);
        (await PublicKeyOfAsync(key.PrivateKeyPem)).ShouldBe(await PublicKeyOfAsync(await stores.TextAsync($"{kind}.key")));
        key.CertificateChainPem.ReplaceLineEndings("")
            .ShouldBe((await stores.TextAsync($"{kind}.pem") + await stores.TextAsync("chain.pem")).ReplaceLineEndings(""));
        key.FindProblems(TimeProvider.System).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(KeyKinds))]
    public async Task Pem_ShouldBeTakenByTheClient(string kind)
    {
        var key = (await stores.ReadAsync($"{kind}.jks", keyPassword: StoreFolder.KeyPassword)).SelectKey();
        var other = (await stores.ReadAsync(kind == "rsa" ? "ec.p12" : "rsa.p12")).SelectKey();
        var trusted = (await stores.ReadAsync("trust.jks")).TrustedCertificatesPem;

        Build(key.PrivateKeyPem).Dispose();

        // It compares the two, so a wrong key must not get by.
        Should.Throw<InvalidOperationException>(() => Build(other.PrivateKeyPem));

        IAdminClient Build(string privateKey) => new AdminClientBuilder(new AdminClientConfig
        {
            BootstrapServers = "127.0.0.1:1",
            SecurityProtocol = SecurityProtocol.Ssl,
            SslKeyPem = privateKey,
            SslCertificatePem = key.CertificateChainPem,
            SslCaPem = trusted,
        }).SetLogHandler((_, _) => { }).Build();
    }

    [Theory]
    [MemberData(nameof(KeyKinds))]
    public async Task Pem_ShouldGiveKeyAndWholeChain_InWhateverOrderItStands(string kind)
    {
        var parts = await Task.WhenAll(((string[])["root.pem", $"{kind}.key", $"{kind}.pem", "intermediate.pem"]).Select(stores.TextAsync));

        var key = Parse(string.Concat(parts)).SelectKey();

        key.Certificates.Select(certificate => certificate.Subject)
            .ShouldBe([$"CN={kind}, O=Example", "CN=intermediate, O=Example", "CN=root"]);
        key.FindProblems(TimeProvider.System).ShouldHaveSingleItem().Kind.ShouldBe(StoreProblemKind.ChainOutOfOrder);
        Parse(parts[1] + parts[2] + parts[3] + parts[0]).SelectKey().FindProblems(TimeProvider.System).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("pkcs8 -topk8 -v2 aes-256-cbc -v2prf hmacWithSHA512", "rsa")]
    [InlineData("pkcs8 -topk8 -v2 aes-128-cbc", "ed25519")]
    [InlineData("pkcs8 -topk8 -v2 des3 -v2prf hmacWithSHA1", "ec")]
    [InlineData("pkcs8 -topk8 -v1 PBE-SHA1-3DES", "ec")]
    [InlineData("pkcs8 -topk8 -v1 PBE-MD5-DES -provider legacy -provider default", "rsa")]
    [InlineData("rsa -traditional -aes256", "rsa")]
    [InlineData("rsa -traditional -des3", "rsa")]
    [InlineData("ec -aes128", "ec")]
    public async Task Pem_ShouldGiveTheKey_HoweverItIsEncrypted(string command, string kind)
    {
        var encrypted = await stores.OpensslAsync($"{command} -in {kind}.key -passin pass: -passout pass:{StoreFolder.Password}");
        var pem = encrypted[encrypted.IndexOf("-----BEGIN", StringComparison.Ordinal)..] + await stores.TextAsync($"{kind}.pem");

        (await PublicKeyOfAsync(Parse(pem, StoreFolder.Password).SelectKey().PrivateKeyPem))
            .ShouldBe(await PublicKeyOfAsync(await stores.TextAsync($"{kind}.key")));
        var wrong = Should.Throw<KafkaFailureException>(() => Parse(pem, "wrong").SelectKey());
        wrong.Message.ShouldContain("password");
    }

    [Theory]
    [InlineData("rsa -traditional", "rsa", "BEGIN RSA PRIVATE KEY")]
    [InlineData("ec", "ec", "BEGIN EC PRIVATE KEY")]
    public async Task Pem_ShouldGiveTheKey_WhenItIsOfAnOldForm(string command, string kind, string label)
    {
        var old = await stores.OpensslAsync($"{command} -in {kind}.key");
        old.ShouldContain(label);

        var key = Parse(old + await stores.TextAsync($"{kind}.pem")).SelectKey();

        (await PublicKeyOfAsync(key.PrivateKeyPem)).ShouldBe(await PublicKeyOfAsync(await stores.TextAsync($"{kind}.key")));
    }

    [Fact]
    public async Task Pem_ShouldBeRead_WhenItsLineEndsAreLost()
    {
        var pem = (await stores.TextAsync("rsa.key") + await stores.TextAsync("rsa.pem")).ReplaceLineEndings(" ");

        Parse(pem).SelectKey().Certificates.ShouldHaveSingleItem().KeySize.ShouldBe(2048);
    }

    [Theory]
    [InlineData("trust.jks")]
    [InlineData("trust.p12")]
    [InlineData("chain.pem")]
    public async Task TrustStore_ShouldGiveItsCertificates(string store)
    {
        var read = await stores.ReadAsync(store);

        read.Entries.ShouldAllBe(entry => entry is TrustedCertificateEntry);
        var trusted = new X509Certificate2Collection();
        trusted.ImportFromPem(read.TrustedCertificatesPem);
        trusted.Select(certificate => certificate.Subject).ShouldBe(["CN=root", "CN=intermediate, O=Example"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("rsa.jks")]
    [InlineData("rsa.p12")]
    public async Task KeyStore_ShouldGiveItsAuthorities_WhenItIsTheTrustStore(string store)
    {
        var trusted = new X509Certificate2Collection();
        trusted.ImportFromPem((await stores.ReadAsync(store)).TrustedCertificatesPem);

        trusted.Select(certificate => certificate.Subject).ShouldBe(["CN=intermediate, O=Example", "CN=root"]);
    }

    [Fact]
    public async Task Jks_ShouldBeReadUnchecked_WhenNoPasswordIsGiven()
    {
        (await stores.ReadAsync("trust.jks", password: null)).Entries.Count.ShouldBe(2);
    }

    [Fact]
    public async Task SelectKey_ShouldTakeTheNamedOne_WhenThereAreSeveral()
    {
        var read = await stores.ReadAsync("two.jks", keyPassword: StoreFolder.KeyPassword);

        read.SelectKey("SECOND").Certificates[0].KeyAlgorithm.ShouldBe("EC P-384");
        (await stores.ReadAsync("two.jks")).SelectKey("first").Certificates[0].KeyAlgorithm.ShouldBe("RSA");
    }

    [Fact]
    public async Task Certificate_ShouldSayWhatOpensslSays()
    {
        var certificate = (await stores.ReadAsync("rsa.p12")).SelectKey().Certificates[0];

        using var other = X509CertificateLoader.LoadCertificate(await stores.BytesAsync("rsa.pem"));
        (await stores.OpensslAsync("x509 -in rsa.pem -noout -fingerprint -sha256")).ShouldContain(certificate.Sha256Fingerprint);
        certificate.Issuer.ShouldBe("CN=intermediate, O=Example");
        certificate.SerialNumber.ShouldBe(other.SerialNumber);
        certificate.NotBefore.ShouldBe(other.NotBefore.ToUniversalTime());
        certificate.NotAfter.ShouldBe(other.NotAfter.ToUniversalTime());
        certificate.SubjectAlternativeNames
            .ShouldBe(["DNS:client.example", "IP:127.0.0.1", "URI:spiffe://example/client", "email:a@example.org"]);
        (certificate.KeyAlgorithm, certificate.KeySize, certificate.IsCertificateAuthority, certificate.IsSelfIssued)
            .ShouldBe(("RSA", 2048, false, false));
    }

    private static StoreFile Parse(string pem, string? password = null) =>
        StoreFile.Parse(System.Text.Encoding.ASCII.GetBytes(pem), "test.pem", password);

    private async Task<string> PublicKeyOfAsync(string key)
    {
        var file = stores.PathOf(Guid.NewGuid() + ".key");
        await File.WriteAllTextAsync(file, key, TestContext.Current.CancellationToken);
        return await stores.OpensslAsync($"pkey -in {file} -pubout");
    }
}
