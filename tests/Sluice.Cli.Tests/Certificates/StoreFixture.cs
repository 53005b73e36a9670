// SPDX-License-Identifier: Apache-2.0

using Sluice.Cli.Tests.Running;

namespace Sluice.Cli.Tests.Certificates;

/// <summary>Stores as keytool and OpenSSL make them: a key with a chain of two as JKS and PEM, a second key, a trust store.</summary>
public sealed class StoreFixture : IAsyncLifetime
{
    public const string Password = "store-secret";
    public const string KeyPassword = "key-secret";

    private static readonly string? Missing = Array.Find(
        ["keytool", "openssl"],
        program => !(Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program))));

    public string Folder { get; } = Directory.CreateTempSubdirectory("sluice-certs-").FullName;

    public async ValueTask InitializeAsync()
    {
        if (Missing is not null)
        {
            return;
        }

        await File.WriteAllTextAsync(PathOf("leaf.cnf"), "subjectAltName=DNS:client.example,IP:127.0.0.1\n");
        await File.WriteAllTextAsync(PathOf("password.txt"), Password + "\n");
        await RunAsync("openssl", "req -x509 -newkey rsa:2048 -nodes -keyout root.key -out root.pem -subj /CN=root -days 3650");
        await RunAsync("openssl", "req -new -newkey rsa:2048 -nodes -keyout client.key -out client.csr -subj /O=Example/CN=client");
        await RunAsync("openssl", "x509 -req -in client.csr -CA root.pem -CAkey root.key -CAcreateserial -days 365 -extfile leaf.cnf -out client.crt");
        await File.WriteAllTextAsync(PathOf("client.pem"), await TextAsync("client.key") + await TextAsync("client.crt") + await TextAsync("root.pem"));
        await RunAsync("openssl", $"pkcs12 -export -in client.pem -name client -passout pass:{Password} -out client.p12");
        await RunAsync("keytool", $"-importkeystore -noprompt -srckeystore client.p12 -srcstorepass {Password} -destkeystore client.jks -deststoretype JKS "
            + $"-deststorepass {Password} -destkeypass {KeyPassword}");
        await RunAsync("keytool", $"-importcert -noprompt -alias root -file root.pem -keystore trust.jks -storetype JKS -storepass {Password}");
        await RunAsync("openssl", "req -x509 -newkey ed25519 -nodes -keyout other.key -out other.pem -subj /CN=other -days 10");
        await File.WriteAllTextAsync(PathOf("two.pem"), await TextAsync("client.pem") + await TextAsync("other.key") + await TextAsync("other.pem"));
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    public string PathOf(string file)
    {
        Assert.SkipWhen(Missing is not null, $"There is no {Missing} on the path.");
        return Path.Combine(Folder, file);
    }

    public string NewPath(string extension) => PathOf(Guid.NewGuid() + extension);

    public Task<string> TextAsync(string file) => File.ReadAllTextAsync(PathOf(file), TestContext.Current.CancellationToken);

    /// <summary>Runs a program; its file names are those of the folder.</summary>
    public async Task<string> RunAsync(string program, string arguments)
    {
        var result = await SluiceProcess.RunAsync("env", ["-C", Folder, program, .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        result.ExitCode.ShouldBe(0, $"{program} {arguments}\n{result.Output}\n{result.Error}");
        return result.Output + result.Error;
    }

    /// <summary>Runs <c>sluice certs</c> with the passwords of store and key.</summary>
    internal Task<CliResult> RunCertsAsync(string command, string file, params string[] options) => InProcess.RunAsync(
        Password + "\n" + KeyPassword + "\n",
        ["certs", command, PathOf(file), "--password-stdin", .. file.EndsWith(".jks", StringComparison.Ordinal) ? ["--key-password-stdin"] : Array.Empty<string>(), .. options]);
}
