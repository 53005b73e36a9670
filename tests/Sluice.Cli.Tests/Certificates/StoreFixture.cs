// SPDX-License-Identifier: Apache-2.0

using Sluice.Cli.Tests.Running;

namespace Sluice.Cli.Tests.Certificates;

/// <summary>Stores as keytool and OpenSSL make them: a key with a chain of two as JKS and PEM, a second key, a trust store.</summary>
public sealed class StoreFixture : IAsyncLifetime
{
    public const string Password = "store-secret";
    public const string KeyPassword = "key-secret";

    private static readonly string[] Folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);

    private static readonly string? Missing = Array.Find(
        ["keytool", "openssl"], program => !Array.Exists(Folders, folder => File.Exists(Path.Combine(folder, program))));

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
        await RunAsync(
            "openssl", "x509 -req -in client.csr -CA root.pem -CAkey root.key -CAcreateserial -days 365 -extfile leaf.cnf -out client.crt");
        await JoinAsync("client.pem", "client.key", "client.crt", "root.pem");
        await RunAsync("openssl", $"pkcs12 -export -in client.pem -name client -passout pass:{Password} -out client.p12");
        await RunAsync("keytool", $"-importkeystore -noprompt -srckeystore client.p12 -srcstorepass {Password} "
            + $"-destkeystore client.jks -deststoretype JKS -deststorepass {Password} -destkeypass {KeyPassword}");
        await RunAsync(
            "keytool", $"-importcert -noprompt -alias root -file root.pem -keystore trust.jks -storetype JKS -storepass {Password}");
        await RunAsync("openssl", "req -x509 -newkey ed25519 -nodes -keyout other.key -out other.pem -subj /CN=other -days 10");
        await JoinAsync("two.pem", "client.pem", "other.key", "other.pem");
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

    /// <summary>Writes files one after the other into a new one.</summary>
    public async Task JoinAsync(string file, params string[] parts) => await File.WriteAllTextAsync(
        PathOf(file), string.Concat(await Task.WhenAll(parts.Select(TextAsync))), TestContext.Current.CancellationToken);

    /// <summary>Runs a program; its file names are those of the folder.</summary>
    public async Task<string> RunAsync(string program, string arguments)
    {
        string[] words = ["-C", Folder, program, .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        var result = await SluiceProcess.RunAsync("env", words);
        result.ExitCode.ShouldBe(0, $"{program} {arguments}\n{result.Output}\n{result.Error}");
        return result.Output + result.Error;
    }

    /// <summary>Runs <c>sluice certs</c> with the passwords of store and key.</summary>
    internal Task<CliResult> RunCertsAsync(string command, string file, params string[] options)
    {
        string[] keyPassword = file.EndsWith(".jks", StringComparison.Ordinal) ? ["--key-password-stdin"] : [];
        return InProcess.RunAsync($"{Password}\n{KeyPassword}\n", ["certs", command, PathOf(file), "--password-stdin", .. keyPassword, .. options]);
    }
}
