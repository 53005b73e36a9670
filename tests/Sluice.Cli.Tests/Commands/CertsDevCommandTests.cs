// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography.X509Certificates;
using Sluice.Cli.Tests.Running;

namespace Sluice.Cli.Tests.Commands;

public sealed class CertsDevCommandTests : IDisposable
{
    private readonly string _parent = Directory.CreateTempSubdirectory("sluice-dev-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Folder => Path.Combine(_parent, "certs");

    public void Dispose() => Directory.Delete(_parent, recursive: true);

    [Fact]
    public async Task Files_ShouldBeForTheirOwnerAlone_AndHoldAServersCertificate()
    {
        var result = await InProcess.RunAsync("certs", "dev", "--out", Folder, "--host", "gateway.example", "--host", "10.0.0.7");

        result.ExitCode.ShouldBe(0, result.Error);
        Names().ShouldBe(["ca.crt", "tls.crt", "tls.key"]);
        if (!OperatingSystem.IsWindows())
        {
            foreach (var file in Directory.GetFiles(Folder))
            {
                File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);
            }
        }

        using var authority = X509CertificateLoader.LoadCertificateFromFile(PathOf("ca.crt"));
        using var server = X509Certificate2.CreateFromPemFile(PathOf("tls.crt"), PathOf("tls.key"));
        foreach (var host in (string[])["gateway.example", "10.0.0.7", "localhost", "127.0.0.1", "::1"])
        {
            server.MatchesHostname(host).ShouldBeTrue(host);
        }

        server.MatchesHostname("elsewhere.example").ShouldBeFalse();
        IsGood(server, authority, "1.3.6.1.5.5.7.3.1").ShouldBeTrue();
        IsGood(server, authority, "1.3.6.1.5.5.7.3.2").ShouldBeFalse();
        (server.NotAfter - server.NotBefore).TotalDays.ShouldBeInRange(364, 367);
    }

    [Fact]
    public async Task Authority_ShouldSignNothingElse_AsItsKeyIsNowhere()
    {
        await InProcess.RunAsync("certs", "dev", "--out", Folder);

        using var authority = X509CertificateLoader.LoadCertificateFromFile(PathOf("ca.crt"));
        foreach (var file in Directory.GetFiles(Folder, "*.key"))
        {
            using var key = System.Security.Cryptography.ECDsa.Create();
            key.ImportFromPem(await File.ReadAllTextAsync(file, Token));
            key.ExportSubjectPublicKeyInfo().ShouldNotBe(authority.PublicKey.ExportSubjectPublicKeyInfo());
        }
    }

    [Fact]
    public async Task Client_ShouldGetACertificateOfItsOwn()
    {
        var result = await InProcess.RunAsync("certs", "dev", "--out", Folder, "--client", "orders, inc.");

        result.ExitCode.ShouldBe(0, result.Error);
        Names().ShouldBe(["ca.crt", "client.crt", "client.key", "gateway.json", "tls.crt", "tls.key"]);
        using var authority = X509CertificateLoader.LoadCertificateFromFile(PathOf("ca.crt"));
        using var client = X509Certificate2.CreateFromPemFile(PathOf("client.crt"), PathOf("client.key"));
        client.GetNameInfo(X509NameType.SimpleName, forIssuer: false).ShouldBe("orders, inc.");
        IsGood(client, authority, "1.3.6.1.5.5.7.3.2").ShouldBeTrue();
        (await File.ReadAllTextAsync(PathOf("gateway.json"), Token)).ShouldContain("\"Name\": \"orders, inc.\"");
    }

    [Fact]
    public async Task Files_ShouldNotBeReplaced_UnlessItIsAskedFor()
    {
        await InProcess.RunAsync("certs", "dev", "--out", Folder);
        var before = await File.ReadAllTextAsync(PathOf("tls.crt"), Token);
        File.Delete(PathOf("ca.crt"));

        var refused = await InProcess.RunAsync("certs", "dev", "--out", Folder);
        refused.ExitCode.ShouldBe(2);
        refused.Error.ShouldBe($"sluice: {PathOf("tls.crt")} is already there: give another --out, or --force to replace it\n");
        File.Exists(PathOf("ca.crt")).ShouldBeFalse();
        (await File.ReadAllTextAsync(PathOf("tls.crt"), Token)).ShouldBe(before);

        (await InProcess.RunAsync("certs", "dev", "--out", Folder, "--force")).ExitCode.ShouldBe(0);
        (await File.ReadAllTextAsync(PathOf("tls.crt"), Token)).ShouldNotBe(before);
    }

    [Theory]
    [InlineData("--host", "no host", "--host \"no host\" is neither a host's name nor an IP address")]
    [InlineData("--host", "https://gateway.example", "is neither a host's name nor an IP address")]
    [InlineData("--client", "", "--client takes a name of 1 to 64 characters")]
    [InlineData("--client", "a\nb", "--client takes a name of 1 to 64 characters")]
    public async Task Dev_ShouldWriteNothing_WhenANameIsWrong(string option, string value, string expected)
    {
        var result = await InProcess.RunAsync("certs", "dev", "--out", Folder, option, value);

        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain(expected);
        result.Error.Count(letter => letter == '\n').ShouldBe(1);
        Directory.Exists(Folder).ShouldBeFalse();
    }

    private static bool IsGood(X509Certificate2 certificate, X509Certificate2 authority, string purpose)
    {
        using var chain = new X509Chain
        {
            ChainPolicy =
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
                CustomTrustStore = { authority },
                ApplicationPolicy = { new System.Security.Cryptography.Oid(purpose) },
            },
        };
        return chain.Build(certificate);
    }

    private string PathOf(string file) => Path.Combine(Folder, file);

    private string[] Names() => [.. Directory.GetFiles(Folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
}
