// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;

namespace Sluice.EndToEnd.Tests.CommandLine;

/// <summary>The built <c>sluice</c>, run to its end.</summary>
internal static class SluiceCommand
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        var file = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "sluice.exe" : "sluice");
        var start = new ProcessStartInfo(file, [.. arguments, "--timeout", "30s"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Timeout);
        return (process.ExitCode, await output, await error);
    }
}
