// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Time.Testing;
using Sluice.Core.Connections;
using Sluice.Core.Connections.Security;
using Sluice.Core.Errors;

namespace Sluice.Core.Tests.Connections.Security;

public sealed class KafkaLoginTests : IDisposable
{
    private const string Secret = "s3cret-of-the-user";
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sluice-login-");
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public static TheoryData<KafkaSecurityOptions, string> Wrong { get; } = new()
    {
        { new() { Protocol = "tls" }, "plaintext, ssl, sasl_plaintext, sasl_ssl" },
        { new() { SaslMechanism = "GSSAPI", SaslUser = "u", SaslPassword = "env:X" }, "PLAIN, SCRAM-SHA-256" },
        { new() { SaslUser = "u", SaslPassword = "env:X" }, "needs a SASL mechanism" },
        { new() { SaslMechanism = "PLAIN", SaslPassword = "env:X" }, "needs a user" },
        { new() { SaslMechanism = "PLAIN", SaslUser = "u" }, "password" },
        { new() { SaslMechanism = "OAUTHBEARER", SaslUser = "u", SaslPassword = "env:X" }, "token endpoint" },
        { new() { Protocol = "ssl", SaslMechanism = "PLAIN", SaslUser = "u" }, "use sasl_ssl" },
        { new() { Protocol = "plaintext", TrustStore = "ca.pem" }, "has no TLS" },
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Load_ShouldSayWhatDoesNotGoTogether(KafkaSecurityOptions options, string expected)
    {
        var failure = await FailAsync(options);

        failure.Code.ShouldBe(FailureCode.InvalidConfiguration);
        failure.Detail.ShouldContain(expected);
    }

    [Theory]
    [InlineData(null, null, false, "plaintext")]
    [InlineData(null, null, true, "ssl")]
    [InlineData(null, "PLAIN", false, "sasl_ssl")]
    [InlineData(null, "scram-sha-512", true, "sasl_ssl")]
    [InlineData("SASL_PLAINTEXT", "PLAIN", false, "sasl_plaintext")]
    public async Task Protocol_ShouldBeWhatTheSettingsNeed(string? protocol, string? mechanism, bool hasStore, string expected)
    {
        var login = await LoadAsync(new()
        {
            Protocol = protocol,
            SaslMechanism = mechanism,
            SaslUser = mechanism is null ? null : "user",
            SaslPassword = mechanism is null ? null : WritePassword(),
            TrustStore = hasStore ? WriteStore(days: 1000) : null,
        });

        login.Properties["security.protocol"].ShouldBe(expected);
        login.Properties.GetValueOrDefault("sasl.mechanism").ShouldBe(mechanism?.ToUpperInvariant());
        login.Properties.ContainsKey("ssl.ca.pem").ShouldBe(hasStore);
        login.ToString().ShouldBe(expected);
    }

    [Fact]
    public async Task Material_ShouldReachTheClient_AndNothingThatIsPrinted()
    {
        var store = WriteStore(days: 1000);
        var login = await LoadAsync(new()
        {
            KeyStore = store,
            TrustStore = store,
            SaslMechanism = "SCRAM-SHA-256",
            SaslUser = "user",
            SaslPassword = WritePassword(),
            VerifyHostName = false,
        });
        var connection = KafkaConnection.Create(new KafkaConnectionOptions { BootstrapServers = "localhost:9092", Login = login });

        var config = connection.CreateConfig(new Dictionary<string, string>(), new Dictionary<string, string>());

        config.Get("ssl.key.pem").ShouldStartWith("-----BEGIN PRIVATE KEY-----");
        config.Get("ssl.certificate.pem").ShouldStartWith("-----BEGIN CERTIFICATE-----");
        config.Get("sasl.password").ShouldBe(Secret);
        config.Get("ssl.endpoint.identification.algorithm").ShouldBe("none");
        $"{login} {connection} {login.Material}".ShouldNotContain(Secret);
        $"{login} {connection} {login.Material}".ShouldNotContain("PRIVATE KEY");
    }

    [Theory]
    [InlineData(-20, -10, "expired")]
    [InlineData(10, 20, "valid")]
    public async Task Load_ShouldFail_WhenTheCertificateIsNotValidNow(int fromDays, int days, string expected)
    {
        var failure = await FailAsync(new() { KeyStore = WriteStore(days, fromDays) });

        failure.Code.ShouldBe(FailureCode.InvalidConfiguration);
        failure.Detail.ShouldContain(expected);
    }

    [Fact]
    public async Task Warnings_ShouldNameWhatExpiresSoon_Once()
    {
        var store = WriteStore(days: 10);

        var loaded = await LoadedConnection.LoadAsync(
            new KafkaConnectionOptions { BootstrapServers = "a:1", Security = { KeyStore = store } }, Timeout, Token, _time);

        loaded.Warnings.Count.ShouldBe(1);
        loaded.Warnings[0].ShouldContain("expires on");
    }

    [Fact]
    public async Task Load_ShouldFail_WhenTheLoginIsSaidTwice()
    {
        var file = Path.Combine(_folder.FullName, "client.properties");
        await File.WriteAllTextAsync(file, "security.protocol=PLAINTEXT", Token);

        var failure = (await Should.ThrowAsync<KafkaFailureException>(() => LoadedConnection.LoadAsync(
            new KafkaConnectionOptions { JavaProperties = file, Security = { Protocol = "ssl" } }, Timeout, Token))).Failure;

        failure.Detail.ShouldContain("twice");
    }

    [Fact]
    public async Task Load_ShouldNameFileAndLine_WhenThePropertiesAreWrong()
    {
        var file = Path.Combine(_folder.FullName, "client.properties");
        await File.WriteAllTextAsync(file, "bootstrap.servers=a:1\nmax.pol.records=3\n", Token);

        var failure = (await Should.ThrowAsync<KafkaFailureException>(
            () => LoadedConnection.LoadAsync(new KafkaConnectionOptions { JavaProperties = file }, Timeout, Token))).Failure;

        failure.Detail.ShouldStartWith($"{file}: line 2");
        failure.Detail.ShouldContain("max.poll.records");
    }

    [Fact]
    public void Open_ShouldRefuse_WhatIsNotReadYet() => Should.Throw<KafkaFailureException>(
        () => KafkaConnection.Create(new KafkaConnectionOptions { BootstrapServers = "a:1", Security = { KeyStore = "client.jks" } }))
        .Failure.Detail.ShouldContain("LoadedConnection.LoadAsync");

    private Task<KafkaLogin> LoadAsync(KafkaSecurityOptions options) => KafkaLogin.LoadAsync(options, Timeout, Token, _time);

    private async Task<KafkaFailure> FailAsync(KafkaSecurityOptions options) =>
        (await Should.ThrowAsync<KafkaFailureException>(() => LoadAsync(options))).Failure;

    private string WritePassword()
    {
        var path = Path.Combine(_folder.FullName, "password");
        File.WriteAllText(path, Secret + "\n");
        return "file:" + path;
    }

    private string WriteStore(int days, int fromDays = 0)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=client", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var certificate = request.CreateSelfSigned(_time.GetUtcNow().AddDays(fromDays - 1), _time.GetUtcNow().AddDays(days));
        var path = Path.Combine(_folder.FullName, $"{Guid.NewGuid():N}.pem");
        File.WriteAllText(path, key.ExportPkcs8PrivateKeyPem() + "\n" + certificate.ExportCertificatePem() + "\n");
        return path;
    }
}
