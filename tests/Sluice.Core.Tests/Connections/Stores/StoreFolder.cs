// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Connections.Stores;

namespace Sluice.Core.Tests.Connections.Stores;

/// <summary>
/// Stores as keytool and OpenSSL make them, in a folder that is deleted afterwards: for each kind of key a chain of three, leaf,
/// intermediate and root, in every kind of store.
/// </summary>
public sealed class StoreFolder : IAsyncLifetime
{
    public const string Password = "store-secret";
    public const string KeyPassword = "key-secret";

    public static readonly string[] KeyKinds = ["rsa", "ec", "ed25519"];
    private static readonly string? Missing = Array.Find(["keytool", "openssl"], program => StoreTool.Find(program) is null);

    public string Folder { get; } = Directory.CreateTempSubdirectory("sluice-stores-").FullName;

    public async ValueTask InitializeAsync()
    {
        if (Missing is not null)
        {
            return;
        }

        await File.WriteAllTextAsync(
            PathOf("ca.cnf"), "basicConstraints=critical,CA:TRUE\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n");
        await File.WriteAllTextAsync(
            PathOf("leaf.cnf"), "subjectAltName=DNS:client.example,IP:127.0.0.1,URI:spiffe://example/client,email:a@example.org\n");
        await OpensslAsync(
            "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout root.key -out root.pem -subj /CN=root -days 3650");
        await SignAsync("intermediate", "ec -pkeyopt ec_paramgen_curve:P-256", "root", "ca.cnf", days: 1800);
        await JoinAsync("chain.pem", "intermediate.pem", "root.pem");
        foreach (var (kind, options) in KeyKinds.Zip(["rsa:2048", "ec -pkeyopt ec_paramgen_curve:P-384", "ed25519"]))
        {
            await SignAsync(kind, options, "intermediate", "leaf.cnf", days: 365);
            await MakeStoresAsync(kind);
        }

        await KeytoolAsync($"-importkeystore -noprompt -srckeystore rsa.p12 -srcstorepass {Password} -srcalias rsa-key -destalias first "
            + $"-destkeystore two.jks -deststoretype JKS -deststorepass {Password} -destkeypass {Password}");
        await KeytoolAsync($"-importkeystore -noprompt -srckeystore ec.p12 -srcstorepass {Password} -srcalias ec-key -destalias Second "
            + $"-destkeystore two.jks -deststoretype JKS -deststorepass {Password} -destkeypass {KeyPassword}");
        await KeytoolAsync($"-importcert -noprompt -alias root -file root.pem -keystore trust.jks -storetype JKS -storepass {Password}");
        await KeytoolAsync($"-importcert -noprompt -alias intermediate -file intermediate.pem -keystore trust.jks -storepass {Password}");
        await KeytoolAsync($"-importkeystore -noprompt -srckeystore trust.jks -srcstorepass {Password} "
            + $"-destkeystore trust.p12 -deststoretype PKCS12 -deststorepass {Password}");
        await KeytoolAsync($"-importkeystore -noprompt -srckeystore rsa.p12 -srcstorepass {Password} "
            + $"-destkeystore rsa.jceks -deststoretype JCEKS -deststorepass {Password}");
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

    public Task<string> TextAsync(string file) => File.ReadAllTextAsync(PathOf(file), TestContext.Current.CancellationToken);

    public Task<byte[]> BytesAsync(string file) => File.ReadAllBytesAsync(PathOf(file), TestContext.Current.CancellationToken);

    /// <summary>Writes files one after the other into a new one.</summary>
    public async Task JoinAsync(string file, params string[] parts) => await File.WriteAllTextAsync(
        PathOf(file), string.Concat(await Task.WhenAll(parts.Select(TextAsync))), TestContext.Current.CancellationToken);

    public Task<StoreFile> ReadAsync(string file, string? password = Password, string? keyPassword = null) =>
        StoreFile.ReadAsync(PathOf(file), password, keyPassword, TestContext.Current.CancellationToken);

    public Task<string> OpensslAsync(string arguments) => StoreTool.RunAsync(Folder, "openssl", arguments);

    public Task<string> KeytoolAsync(string arguments) => StoreTool.RunAsync(Folder, "keytool", arguments);

    private async Task SignAsync(string name, string keyOptions, string issuer, string extensions, int days)
    {
        await OpensslAsync($"req -new -newkey {keyOptions} -nodes -keyout {name}.key -out {name}.csr -subj /O=Example/CN={name}");
        await OpensslAsync($"x509 -req -in {name}.csr -CA {issuer}.pem -CAkey {issuer}.key -CAcreateserial -days {days} "
            + $"-extfile {extensions} -out {name}.pem");
    }

    private async Task MakeStoresAsync(string kind)
    {
        var export = $"pkcs12 -export -inkey {kind}.key -in {kind}.pem -certfile chain.pem -name {kind}-key -passout pass:{Password}";
        await OpensslAsync($"{export} -out {kind}.p12");
        await OpensslAsync($"{export} -legacy -out {kind}-legacy.p12");
        await OpensslAsync($"{export} -keypbe NONE -certpbe NONE -nomac -out {kind}-plain.p12");
        var import = $"-importkeystore -noprompt -srckeystore {kind}.p12 -srcstorepass {Password} -deststorepass {Password}";
        await KeytoolAsync($"{import} -destkeystore {kind}.jks -deststoretype JKS -destkeypass {KeyPassword}");
        await KeytoolAsync($"{import} -destkeystore {kind}-java.p12 -deststoretype PKCS12");
        await KeytoolAsync($"-J-Dkeystore.pkcs12.legacy {import} -destkeystore {kind}-java-legacy.p12 -deststoretype PKCS12");
    }
}
