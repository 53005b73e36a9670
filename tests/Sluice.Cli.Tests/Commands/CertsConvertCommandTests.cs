// SPDX-License-Identifier: Apache-2.0

using Sluice.Cli.Tests.Certificates;
using Sluice.Cli.Tests.Running;

namespace Sluice.Cli.Tests.Commands;

[Collection(StoreGroup.Name)]
public sealed class CertsConvertCommandTests(StoreFixture stores)
{
    [Fact]
    public async Task Pem_ShouldBeTheKeyAndItsChain_WithAWarning_WhenNoNewPasswordIsGiven()
    {
        var result = await stores.RunCertsAsync("convert", "client.jks", "--to", "pem");

        result.ExitCode.ShouldBe(0);
        result.Error.ShouldStartWith("sluice: warning: the private key is written without encryption");
        result.Output.ReplaceLineEndings("\n")
            .ShouldBe(await stores.TextAsync("client.key") + await stores.TextAsync("client.crt") + await stores.TextAsync("root.pem"));
    }

    [Fact]
    public async Task Pem_ShouldBeEncrypted_AndReadByOpenssl()
    {
        var file = stores.NewPath(".pem");

        string[] output = ["--out", file, "--out-password-file", stores.PathOf("password.txt")];

        var result = await stores.RunCertsAsync("convert", "client.jks", ["--to", "pem", .. output]);

        result.ExitCode.ShouldBe(0, result.Error);
        (result.Output, result.Error).ShouldBe(("", ""));
        (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).ShouldStartWith("-----BEGIN ENCRYPTED PRIVATE KEY-----");
        (await stores.RunAsync("openssl", $"pkey -in {file} -passin pass:{StoreFixture.Password}"))
            .ShouldBe(await stores.TextAsync("client.key"));
    }

    [Fact]
    public async Task Pem_ShouldBeTheTrustedCertificates_OfATrustStore()
    {
        var result = await stores.RunCertsAsync("convert", "trust.jks", "--to", "pem");

        result.ExitCode.ShouldBe(0);
        result.Error.ShouldBeEmpty();
        result.Output.ShouldBe(await stores.TextAsync("root.pem"));
    }

    [Theory]
    [InlineData("client.jks", "PrivateKeyEntry")]
    [InlineData("client.pem", "PrivateKeyEntry")]
    [InlineData("trust.jks", "trustedCertEntry")]
    public async Task Pkcs12_ShouldBeReadByKeytoolAndOpenssl(string source, string entry)
    {
        var file = stores.NewPath(".p12");

        string[] output = ["--out", file, "--out-password-file", stores.PathOf("password.txt")];

        var result = await stores.RunCertsAsync("convert", source, ["--to", "pkcs12", .. output]);

        result.ExitCode.ShouldBe(0, result.Error);
        (await stores.RunAsync("keytool", $"-list -keystore {file} -storepass {StoreFixture.Password}")).ShouldContain(entry);
        (await stores.RunAsync("openssl", $"pkcs12 -in {file} -nodes -passin pass:{StoreFixture.Password}"))
            .ShouldContain("BEGIN CERTIFICATE");
    }

    [Fact]
    public async Task Pkcs12_ShouldHoldAllEntries_OrTheNamedOne()
    {
        var all = stores.NewPath(".p12");
        var one = stores.NewPath(".p12");
        string[] password = ["--out-password-file", stores.PathOf("password.txt")];

        (await stores.RunCertsAsync("convert", "two.pem", ["--to", "pkcs12", "--out", all, .. password])).Error.ShouldBeEmpty();
        (await stores.RunCertsAsync("convert", "two.pem", ["--to", "pkcs12", "--out", one, "--alias", "2", .. password])).Error
            .ShouldBe("written: 2; not written: 1\n");

        (await InspectAsync(all)).ShouldContain("PKCS#12, 2 entries");
        (await InspectAsync(one)).ShouldContain("CN=other");
    }

    [Fact]
    public async Task File_ShouldBeReadableForItsOwnerAlone_AndNotReplaceAnother()
    {
        var file = stores.NewPath(".pem");
        (await stores.RunCertsAsync("convert", "client.pem", "--to", "pem", "--out", file)).ExitCode.ShouldBe(0);
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        var before = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);

        var refused = await stores.RunCertsAsync("convert", "trust.jks", "--to", "pem", "--out", file);
        refused.ExitCode.ShouldBe(2);
        refused.Error.ShouldBe($"sluice: {file} is already there: give another --out, or --force to replace it\n");
        (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).ShouldBe(before);

        (await stores.RunCertsAsync("convert", "trust.jks", "--to", "pem", "--out", file, "--force")).ExitCode.ShouldBe(0);
        (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).ShouldBe(await stores.TextAsync("root.pem"));
        Directory.GetFiles(stores.Folder, Path.GetFileName(file) + "*").ShouldBe([file]);
    }

    [Theory]
    [InlineData("two.pem", "--to pem", "it holds several keys: name one of the aliases \"1\", \"2\".")]
    [InlineData("two.pem", "--to pem --alias 9", "it holds no entry \"9\": name one of \"1\", \"2\"")]
    [InlineData("client.pem", "--to pkcs12", "PKCS#12 needs a password: give one of --out-password-env, -file, -stdin or -url")]
    [InlineData("client.pem", "--to jks", "--to \"jks\" is none of pem, pkcs12")]
    [InlineData("client.pem", "--alias 1", "Option '--to' is required")]
    public async Task Convert_ShouldSayWhatIsWrong(string file, string options, string expected)
    {
        var result = await InProcess.RunAsync(["certs", "convert", stores.PathOf(file), .. options.Split(' ')]);

        result.ExitCode.ShouldBe(2);
        result.Output.ShouldBeEmpty();
        result.Error.ShouldContain(expected);
        result.Error.Count(letter => letter == '\n').ShouldBe(1);
    }

    [Fact]
    public async Task Convert_ShouldWriteNothing_WhenTheFolderIsNotThere()
    {
        var result = await stores.RunCertsAsync("convert", "client.pem", "--to", "pem", "--out", stores.PathOf("nowhere/client.pem"));

        result.ExitCode.ShouldBe(3);
        result.Error.ShouldContain("nowhere");
    }

    private async Task<string> InspectAsync(string file) =>
        (await InProcess.RunAsync("certs", "inspect", file, "--password-file", stores.PathOf("password.txt"))).Output;
}
