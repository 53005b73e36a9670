// SPDX-License-Identifier: Apache-2.0

using Sluice.Testing.Clusters;

namespace Sluice.EndToEnd.Tests.Security;

/// <summary>Stores that are refused before anything is connected: the input is wrong.</summary>
public sealed class RefusedStoreTests(SecuredKafka kafka) : IDisposable
{
    private const int WrongInput = 2;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sluice-stores-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Commands_ShouldSaySo_WhenTheStoresPasswordIsWrong()
    {
        var files = await kafka.GetFilesAsync();
        await ShouldBeRefusedAsync(files.JksKeyStore, files, "password", "not-the-password");
        await ShouldBeRefusedAsync(files.Pkcs12KeyStore, files, "password", "not-the-password");
    }

    [Fact]
    public async Task Commands_ShouldSaySo_WhenTheStoreIsTruncated()
    {
        var files = await kafka.GetFilesAsync();
        var whole = await File.ReadAllBytesAsync(files.JksKeyStore, Token);
        await ShouldBeRefusedAsync(await WriteAsync("cut.jks", whole[..(whole.Length / 2)]), files, "damaged");
    }

    [Fact]
    public async Task Commands_ShouldSaySo_WhenTheStoreIsEmpty() =>
        await ShouldBeRefusedAsync(await WriteAsync("empty.jks", []), await kafka.GetFilesAsync(), "empty");

    [Fact]
    public async Task Commands_ShouldSaySo_WhenTheStoreHasNoKey()
    {
        var files = await kafka.GetFilesAsync();
        await ShouldBeRefusedAsync(files.JksTrustStore, files, "it holds no key, only trusted certificates: give the key store");
    }

    [Theory]
    [InlineData(ClientCertificateKind.Expired, "expired on")]
    [InlineData(ClientCertificateKind.NotYetValid, "is valid from")]
    public async Task Commands_ShouldSaySo_WhenTheCertificatesTimeIsNotNow(ClientCertificateKind kind, string words)
    {
        var files = await kafka.GetFilesAsync(kind);
        await ShouldBeRefusedAsync(files.JksKeyStore, files, words);
    }

    [Fact]
    public async Task Commands_ShouldSaySo_WhenTheKeyIsNotThatOfTheCertificate()
    {
        var files = await kafka.GetFilesAsync();
        var foreign = await kafka.GetFilesAsync(ClientCertificateKind.Foreign);
        const string End = "-----END PRIVATE KEY-----\n";
        var key = (await File.ReadAllTextAsync(foreign.PemKeyStore, Token)).Split(End)[0] + End;
        var certificates = (await File.ReadAllTextAsync(files.PemKeyStore, Token)).Split(End)[1];
        var mixed = Path.Combine(_folder.FullName, "mixed.pem");
        await File.WriteAllTextAsync(mixed, key + certificates, Token);
        await ShouldBeRefusedAsync(mixed, files, "does not match its certificate");
    }

    [Fact]
    public async Task Commands_ShouldSaySo_WhenThePropertiesHaveATypo()
    {
        var files = await kafka.GetFilesAsync();
        var text = await File.ReadAllTextAsync(files.PropertiesFile, Token);
        var typo = Path.Combine(_folder.FullName, "client.properties");
        await File.WriteAllTextAsync(typo, text.Replace("ssl.keystore.location", "ssl.keystor.location", StringComparison.Ordinal), Token);
        await Refusal.ShouldBeSaidAsync(["--properties", typo], WrongInput, "ssl.keystore.location", "ssl.keystore.location");
    }

    private static async Task ShouldBeRefusedAsync(string store, ClientFiles files, string words, string? password = null) => await Refusal.ShouldBeSaidAsync(
        ["-b", "127.0.0.1:1", "--keystore", store, "--truststore", files.PemTrustStore, "--password-env", SecuredCommand.StorePassword],
        WrongInput,
        words,
        words,
        storePassword: password ?? files.Password);

    private async Task<string> WriteAsync(string name, byte[] content)
    {
        var path = Path.Combine(_folder.FullName, name);
        await File.WriteAllBytesAsync(path, content, Token);
        return path;
    }
}
