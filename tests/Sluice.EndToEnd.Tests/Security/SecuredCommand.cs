// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;

namespace Sluice.EndToEnd.Tests.Security;

/// <summary>The built <c>sluice</c>, run to its end with passwords in its environment.</summary>
internal sealed record SecuredCommand(int ExitCode, string Output, string Error)
{
    /// <summary>The variables of the stores' password and of the user's.</summary>
    public const string StorePassword = "SLUICE_TEST_STORE_PASSWORD";
    public const string UserPassword = "SLUICE_TEST_USER_PASSWORD";

    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    public static async Task<SecuredCommand> RunAsync(string[] arguments, string? storePassword = null, string? userPassword = null, string input = "")
    {
        var file = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "sluice.exe" : "sluice");
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[StorePassword] = storePassword;
        start.Environment[UserPassword] = userPassword;
        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Timeout);
            return new(process.ExitCode, await output, await error);
        }
        catch
        {
            process.Kill();
            throw;
        }
    }
}
