// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Sluice.Gateway.Tests.Security.Tls;

public sealed class CertificateFormTests : IDisposable
{
    private static readonly PbeParameters Encryption = new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 10_000);
    private readonly TestCertificates _certificates = new();

    public void Dispose() => _certificates.Dispose();

    [Theory]
    [InlineData("pair", "rsa")]
    [InlineData("pair", "ec")]
    [InlineData("one file", "rsa")]
    [InlineData("one file", "ec")]
    [InlineData("encrypted", "rsa")]
    [InlineData("encrypted", "ec")]
    [InlineData("pkcs12", "rsa")]
    [InlineData("pkcs12", "ec")]
    [InlineData("kubernetes", "ec")]
    [InlineData("certbot", "rsa")]
    public async Task Server_ShouldShowTheCertificate_HoweverItIsKept(string form, string kind)
    {
        using var key = kind == "rsa" ? RSA.Create(2048) : (AsymmetricAlgorithm)ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var certificate = _certificates.Issue(key: key);
        await using var gateway = await TlsGateway.StartAsync(Keep(form, certificate, key));

        // The client trusts the root alone, so the issuer's certificate must have come along.
        using var shown = await gateway.ReadCertificateAsync(_certificates);

        shown.Thumbprint.ShouldBe(certificate.Thumbprint);
    }

    [Theory]
    [InlineData("Tls:Certificate", "nowhere.pem", "Tls:Certificate: the file cannot be read: ")]
    [InlineData("Tls:Key", "nowhere.key", "Tls:Key: the file cannot be read: ")]
    [InlineData("Tls:Certificate", "ca.crt", "does not match its certificate")]
    [InlineData("Tls:Key", "ca.crt", "it holds no key")]
    [InlineData("Tls:Key", "other.key", "does not match its certificate")]
    [InlineData("Tls:Certificate", "text.txt", "")]
    [InlineData("Tls:Certificate", "client.crt", "is not for servers")]
    [InlineData("Tls:Certificate", "small.crt", "has 1024 bits")]
    [InlineData("Tls:Key", "locked.key", "say in Tls:Password")]
    public async Task Start_ShouldSayWhatIsWrongWithTheFiles(string setting, string file, string expected)
    {
        using var certificate = _certificates.Write(_certificates.Issue(), "good.crt", "good.key");
        var settings = new Dictionary<string, string?>
        {
            ["Tls:Certificate"] = _certificates.PathOf("good.crt"),
            ["Tls:Key"] = _certificates.PathOf("good.key"),
        };
        await WriteFaultyAsync(file, certificate, settings);
        settings[setting] = _certificates.PathOf(file);

        var failure = await Should.ThrowAsync<OptionsValidationException>(() => TlsGateway.StartAsync(settings));

        failure.Message.ShouldStartWith("Tls:");
        failure.Message.ShouldContain(expected);
        failure.Message.ShouldContain(_certificates.PathOf(file == "nowhere.key" || setting == "Tls:Certificate" ? file : "good.crt"));
    }

    [Fact]
    public async Task Start_ShouldNameBothPairs_WhenTheDirectoryHoldsNeither()
    {
        var failure = await Should.ThrowAsync<OptionsValidationException>(() => TlsGateway.StartAsync(TlsGateway.SettingsOf(_certificates)));

        failure.Message.ShouldBe(
            $"Tls:Directory: {_certificates.Folder} holds neither tls.crt with tls.key nor fullchain.pem with privkey.pem: put one of the pairs there.");
    }

    [Theory]
    [InlineData(-1, LogLevel.Error, "expired on")]
    [InlineData(10, LogLevel.Warning, "expires on")]
    public async Task Server_ShouldStartAndSayIt_WhenTheCertificateExpires(int days, LogLevel level, string expected)
    {
        _certificates.Write(_certificates.Issue(days: days));
        await using var gateway = await TlsGateway.StartAsync(TlsGateway.SettingsOf(_certificates));

        await TlsGateway.UntilAsync(() => gateway.LogOf("TlsCertificates").Count > 0);

        var told = gateway.LogOf("TlsCertificates").ShouldHaveSingleItem();
        told.Level.ShouldBe(level);
        told.Message.ShouldContain(expected);
    }

    private Dictionary<string, string?> Keep(string form, X509Certificate2 certificate, AsymmetricAlgorithm key)
    {
        File.WriteAllText(_certificates.PathOf("password.txt"), TestCertificates.Password + "\n");
        var password = $"file:{_certificates.PathOf("password.txt")}";
        switch (form)
        {
            case "one file":
                File.WriteAllText(_certificates.PathOf("server.pem"), TestCertificates.KeyOf(certificate) + _certificates.ChainOf(certificate));
                return new() { ["Tls:Certificate"] = _certificates.PathOf("server.pem") };
            case "encrypted":
                _certificates.Write(certificate, "server.crt", "server.key");
                File.WriteAllText(_certificates.PathOf("server.key"), key.ExportEncryptedPkcs8PrivateKeyPem(TestCertificates.Password, Encryption));
                return new()
                {
                    ["Tls:Certificate"] = _certificates.PathOf("server.crt"),
                    ["Tls:Key"] = _certificates.PathOf("server.key"),
                    ["Tls:Password"] = password,
                };
            case "pkcs12":
                var all = new X509Certificate2Collection(certificate) { X509CertificateLoader.LoadCertificate(_certificates.Issuer.RawData) };
                File.WriteAllBytes(_certificates.PathOf("server.p12"), all.Export(X509ContentType.Pkcs12, TestCertificates.Password)!);
                return new() { ["Tls:Certificate"] = _certificates.PathOf("server.p12"), ["Tls:Password"] = password };
            case "kubernetes":
                _certificates.Write(certificate);
                return TlsGateway.SettingsOf(_certificates);
            case "certbot":
                _certificates.Write(certificate, "fullchain.pem", "privkey.pem");
                return TlsGateway.SettingsOf(_certificates);
            default:
                _certificates.Write(certificate, "server.crt", "server.key");
                return new() { ["Tls:Certificate"] = _certificates.PathOf("server.crt"), ["Tls:Key"] = _certificates.PathOf("server.key") };
        }
    }

    private async Task WriteFaultyAsync(string file, X509Certificate2 certificate, Dictionary<string, string?> settings)
    {
        switch (file)
        {
            case "text.txt":
                await File.WriteAllTextAsync(_certificates.PathOf(file), "no certificate", TestContext.Current.CancellationToken);
                settings["Tls:Key"] = null;
                break;
            case "other.key":
                _certificates.Write(_certificates.Issue(), "other.crt", file).Dispose();
                break;
            case "locked.key":
                using (var key = certificate.GetECDsaPrivateKey()!)
                {
                    await File.WriteAllTextAsync(
                        _certificates.PathOf(file),
                        key.ExportEncryptedPkcs8PrivateKeyPem(TestCertificates.Password, Encryption), TestContext.Current.CancellationToken);
                }

                break;
            case "client.crt":
                _certificates.Write(_certificates.Issue(purpose: TestCertificates.ForClients), file, "good.key").Dispose();
                break;
            case "small.crt":
                using (var small = RSA.Create(1024))
                {
                    _certificates.Write(_certificates.Issue(key: small), file, "good.key").Dispose();
                }

                break;
        }
    }
}
