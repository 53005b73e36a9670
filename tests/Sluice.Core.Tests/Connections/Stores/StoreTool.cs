// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;

namespace Sluice.Core.Tests.Connections.Stores;

/// <summary>Runs keytool and OpenSSL, whose stores the product has to read, and which have to read the product's.</summary>
internal static class StoreTool
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);

    public static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, program))
        .FirstOrDefault(File.Exists);

    /// <summary>Runs a program in a folder; its arguments are parted by blanks.</summary>
    /// <returns>What it printed.</returns>
    public static async Task<string> RunAsync(string folder, string program, string arguments)
    {
        var start = new ProcessStartInfo(program, arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        try
        {
            await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Timeout);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }

        var text = await output + await error;
        process.ExitCode.ShouldBe(0, $"{program} {arguments}\n{text}");
        return text;
    }
}
