// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Sluice.Cli.Tests.Running;

/// <summary>The built program as a process of its own.</summary>
internal sealed partial class SluiceProcess : IAsyncDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(3);
    private readonly Process _process;
    private readonly Task<string> _error;
    private Task<string>? _output;

    private SluiceProcess(Process process)
    {
        _process = process;
        _error = process.StandardError.ReadToEndAsync(CancellationToken.None);
    }

    /// <summary>The program's file.</summary>
    public static string File { get; } = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "sluice.exe" : "sluice");

    public StreamWriter Input => _process.StandardInput;

    public StreamReader Output => _process.StandardOutput;

    public static SluiceProcess Start(params string[] args) => Start(File, args, []);

    public static SluiceProcess Start(string file, string[] args, Dictionary<string, string> environment, string? folder = null)
    {
        var start = new ProcessStartInfo(file, args)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? AppContext.BaseDirectory,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new SluiceProcess(Process.Start(start)!);
    }

    /// <summary>Starts a program and waits for its end.</summary>
    public static async Task<CliResult> RunAsync(string file, string[] args, Dictionary<string, string>? environment = null)
    {
        await using var process = Start(file, args, environment ?? []);
        process.Input.Close();
        return await process.WaitForEndAsync();
    }

    /// <summary>The address at which <c>serve</c> or <c>demo</c> says that it listens.</summary>
    public async Task<Uri> ReadAddressAsync()
    {
        while (await Output.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Timeout) is { } line)
        {
            if (AddressPattern().Match(line) is { Success: true } found)
            {
                _output = Output.ReadToEndAsync(CancellationToken.None);
                return new Uri(found.Value);
            }
        }

        throw new InvalidOperationException("It ended without saying where it listens: " + await _error);
    }

    /// <summary>Sends a signal such as <c>INT</c>.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        kill.ExitCode.ShouldBe(0);
    }

    public async Task<CliResult> WaitForEndAsync()
    {
        _output ??= Output.ReadToEndAsync(CancellationToken.None);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Timeout);
        return new CliResult(_process.ExitCode, System.Text.Encoding.UTF8.GetBytes(await _output), await _error);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    [GeneratedRegex(@"https?://(127\.0\.0\.1|0\.0\.0\.0):[1-9][0-9]*")]
    private static partial Regex AddressPattern();
}
