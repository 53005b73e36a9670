// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Globalization;

namespace Sluice.Gateway.Tests.Security.Tls;

/// <summary>OpenSSL's own client: it shows what is sent, and speaks the versions that .NET no longer does.</summary>
internal static class OpenSslProgram
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    private static readonly string? File = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, "openssl")).FirstOrDefault(System.IO.File.Exists);

    /// <summary>Makes a connection and ends it; everything that the program says.</summary>
    public static Task<string> ConnectAsync(Uri address, params string[] options) => ConnectAsync(address, request: null, options);

    /// <summary>Makes a connection, sends a request and waits until the server ends the connection; everything that the program says.</summary>
    public static async Task<string> ConnectAsync(Uri address, string? request, string[] options)
    {
        Assert.SkipWhen(File is null, "There is no openssl on the path.");
        var target = string.Create(CultureInfo.InvariantCulture, $"{address.Host}:{address.Port}");
        string[] wait = request is null ? [] : ["-ign_eof"];
        var start = new ProcessStartInfo(File!, ["s_client", "-connect", target, "-servername", "localhost", .. wait, .. options])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.StandardInput.WriteAsync(request);
        process.StandardInput.Close();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Deadline);
        return await output + await error;
    }
}
