// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Sluice.Cli.Output;
using Sluice.Cli.Tests.Certificates;
using Sluice.Cli.Tests.Running;

namespace Sluice.Cli.Tests.Commands;

[Collection(StoreGroup.Name)]
public sealed class CertsInspectCommandTests(StoreFixture stores)
{
    [Fact]
    public async Task Inspect_ShouldShowEachEntryWithItsChain()
    {
        var result = await stores.RunCertsAsync("inspect", "client.jks");

        result.ExitCode.ShouldBe(0);
        result.Error.ShouldBeEmpty();
        result.Lines[0].ShouldBe($"{stores.PathOf("client.jks")}: JKS, 1 entry");
        result.Lines[1..5].ShouldBe([
            "client: private key, chain of 2",
            "  1. CN=client, O=Example",
            "     issuer   CN=root",
            "     names    DNS:client.example, IP:127.0.0.1"]);
        result.Output.ShouldContain("     key      RSA, 2048 bits\n");
        result.Output.ShouldContain("  2. CN=root (certificate authority)\n     issuer   itself\n");
        var fingerprint = (await stores.RunAsync("openssl", "x509 -in client.crt -noout -fingerprint -sha256")).Split('=')[1].Trim();
        result.Output.ShouldContain($"     SHA-256  {fingerprint}\n");
    }

    [Fact]
    public async Task Inspect_ShouldShowJson()
    {
        var result = await stores.RunCertsAsync("inspect", "two.pem", "--output", "json");

        result.ExitCode.ShouldBe(0);
        var store = JsonDocument.Parse(result.Output).RootElement;
        store.GetProperty("kind").GetString().ShouldBe("pem");
        var entries = store.GetProperty("entries").EnumerateArray().ToArray();
        entries.Select(entry => entry.GetProperty("type").GetString()).ShouldBe(["key", "key"]);
        var certificate = entries[0].GetProperty("certificates")[0];
        certificate.GetProperty("subject").GetString().ShouldBe("CN=client, O=Example");
        certificate.GetProperty("names").EnumerateArray().Select(name => name.GetString()).ShouldBe(["DNS:client.example", "IP:127.0.0.1"]);
        certificate.GetProperty("key_algorithm").GetString().ShouldBe("RSA");
        certificate.GetProperty("key_size").GetInt32().ShouldBe(2048);
        certificate.GetProperty("not_after").GetDateTime().ShouldBeGreaterThan(certificate.GetProperty("not_before").GetDateTime());
        entries[1].GetProperty("certificates")[0].GetProperty("key_algorithm").GetString().ShouldBe("Ed25519");
        entries[1].GetProperty("problems").EnumerateArray().Select(problem => problem.GetProperty("kind").GetString())
            .ShouldContain("expires_soon");
    }

    [Theory]
    [InlineData(0, 0, "")]
    [InlineData(340, 1, "  ! The certificate \"CN=client, O=Example\" expires on ")]
    [InlineData(366, 1, "  ! The certificate \"CN=client, O=Example\" expired on ")]
    [InlineData(-1, 1, "  ! The certificate \"CN=client, O=Example\" is valid from ")]
    public async Task Inspect_ShouldWarn_AndEndWith1_WhenItIsStrict(int day, int expected, string warning)
    {
        foreach (var strict in (string[][])[[], ["--strict"]])
        {
            using var output = new MemoryStream();
            using var interruption = new Interruption();
            var terminal = new Terminal
            {
                Input = Stream.Null,
                Output = output,
                Error = TextWriter.Null,
                Time = new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddDays(day)),
            };

            var exitCode = await SluiceCli.RunAsync(["certs", "inspect", stores.PathOf("client.pem"), .. strict], terminal, interruption);

            exitCode.ShouldBe(strict.Length == 0 ? 0 : expected);
            var text = System.Text.Encoding.UTF8.GetString(output.ToArray());
            text.ShouldContain(warning);
            text.Contains('!').ShouldBe(expected == 1);
        }
    }

    [Fact]
    public async Task Inspect_ShouldWarn_WhenTheKeyIsNotThatOfTheCertificate()
    {
        await stores.JoinAsync("mismatch.pem", "other.key", "client.crt");
        var file = stores.PathOf("mismatch.pem");

        var result = await InProcess.RunAsync("certs", "inspect", file);

        result.ExitCode.ShouldBe(0);
        result.Output.ShouldContain("  ! The key \"1\" does not match its certificate \"CN=client, O=Example\"");
        result.Output.ShouldContain(
            "  ! The chain ends at \"CN=client, O=Example\", and the certificate of its issuer \"CN=root\" is not in the store");
        (await InProcess.RunAsync("certs", "inspect", file, "--strict")).ExitCode.ShouldBe(1);
    }

    [Fact]
    public async Task Inspect_ShouldShowAJks_WhenNoPasswordIsGiven()
    {
        var result = await InProcess.RunAsync("certs", "inspect", stores.PathOf("client.jks"));

        result.ExitCode.ShouldBe(0);
        result.Output.ShouldContain("  ! The key \"client\" is protected, and no password is given");
    }

    [Theory]
    [InlineData("client.p12", "the store's password is wrong")]
    [InlineData("client.jks", "the store's password is wrong")]
    [InlineData("nowhere.jks", "the key store cannot be read")]
    [InlineData("leaf.cnf", "it is not a key store: expected JKS, PKCS#12 or PEM.")]
    public async Task Inspect_ShouldEndWith2_WhenTheStoreIsBad(string file, string expected)
    {
        var result = await InProcess.RunAsync("hunter2\n", ["certs", "inspect", stores.PathOf(file), "--password-stdin"]);

        result.ExitCode.ShouldBe(2);
        result.Output.ShouldBeEmpty();
        result.Error.ShouldStartWith($"sluice: {stores.PathOf(file)}: {expected}");
        result.Error.Count(letter => letter == '\n').ShouldBe(1);
        result.Error.ShouldNotContain("hunter2");
    }

    [Fact]
    public async Task Inspect_ShouldEndWith2_WhenThePasswordDoesNotOpenTheKey()
    {
        var password = stores.PathOf("password.txt");

        var result = await InProcess.RunAsync("certs", "inspect", stores.PathOf("client.jks"), "--password-file", password);

        result.ExitCode.ShouldBe(2);
        result.Output.ShouldContain("CN=client, O=Example");
        result.Error.ShouldContain("the key \"client\" has another password than its store: give the key's password too.");
    }

    [Fact]
    public async Task Password_ShouldComeFromTheEnvironment()
    {
        var result = await SluiceProcess.RunAsync(
            SluiceProcess.File,
            ["certs", "inspect", stores.PathOf("client.p12"), "--password-env", "STORE_PASSWORD"],
            new() { ["STORE_PASSWORD"] = StoreFixture.Password });

        result.ExitCode.ShouldBe(0, result.Error);
        result.Output.ShouldContain("PKCS#12, 1 entry");
    }

    [Theory]
    [InlineData("--password-env SLUICE_TEST_NOT_SET", "env:SLUICE_TEST_NOT_SET: the environment variable is not set or empty")]
    [InlineData("--password-file /nowhere/at.all", "file:/nowhere/at.all: the password cannot be read")]
    [InlineData("--password-url http://localhost/", "--password-url takes an address that begins with https://")]
    [InlineData("--password-stdin --password-env X", "--password-env, -file, -stdin or -url: give one of them")]
    public async Task Password_ShouldSayWhatIsWrong(string options, string expected)
    {
        var result = await InProcess.RunAsync(["certs", "inspect", stores.PathOf("client.p12"), .. options.Split(' ')]);

        result.ExitCode.ShouldBe(2);
        result.Error.ShouldStartWith("sluice: " + expected);
    }
}
