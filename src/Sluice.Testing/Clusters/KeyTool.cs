// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Clusters;

/// <summary>Java's keytool, which makes stores exactly as those who run Java make them.</summary>
internal sealed class KeyTool(string folder, string password, TimeSpan timeout)
{
    private const string PasswordVariable = "SLUICE_STORE_PASSWORD";

    /// <summary>Copies the only key of a PKCS#12 store to a store of another type.</summary>
    public Task ConvertAsync(string pkcs12, string to, string type, string alias, CancellationToken cancellationToken) =>
        RunAsync(
            ["-importkeystore", "-srckeystore", pkcs12, "-srcstoretype", "PKCS12", "-srcstorepass:env", PasswordVariable,
                "-srcalias", "1", "-destalias", alias, "-destkeystore", to, "-deststoretype", type,
                "-deststorepass:env", PasswordVariable, "-destkeypass:env", PasswordVariable],
            cancellationToken);

    /// <summary>Makes a store that trusts one certificate.</summary>
    public Task TrustAsync(string certificate, string to, string type, string alias, CancellationToken cancellationToken) =>
        RunAsync(
            ["-importcert", "-file", certificate, "-alias", alias, "-keystore", to, "-storetype", type, "-storepass:env", PasswordVariable],
            cancellationToken);

    private async Task RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var log = new LogTail();
        var environment = new Dictionary<string, string> { [PasswordVariable] = password };
        string[] command = [JavaRuntime.KeyTool, .. JavaRuntime.QuickStart.Select(option => "-J" + option), .. arguments, "-noprompt"];
        var tool = ChildProcess.Start(log, folder, command, environment);
        await tool.EndAsync("keytool", log, timeout, cancellationToken).ConfigureAwait(false);
    }
}
