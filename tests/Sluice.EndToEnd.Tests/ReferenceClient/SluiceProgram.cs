// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Sluice.EndToEnd.Tests.ReferenceClient;

/// <summary>The built <c>sluice</c> as a process of its own, serving on a free port.</summary>
internal sealed partial class SluiceProgram : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(2);
    private readonly Process _process;
    private readonly Task<string> _output;

    private SluiceProgram(Process process, Uri address)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        Address = address;
    }

    public Uri Address { get; }

    public static Task<SluiceProgram> ServeAsync(params string[] arguments) => ServeAsync(new Dictionary<string, string?>(), arguments);

    /// <summary>With settings by their names, given in the environment; <c>Gateway:Url</c> may be another free port.</summary>
    public static async Task<SluiceProgram> ServeAsync(IReadOnlyDictionary<string, string?> settings, params string[] arguments)
    {
        var file = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "sluice.exe" : "sluice");
        var start = new ProcessStartInfo(file, ["serve", .. arguments])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };

        // A slow machine is no outage.
        start.Environment["Gateway__Deadline"] = "00:01:00";
        start.Environment["Gateway__Url"] = "http://127.0.0.1:0";
        foreach (var (name, value) in settings)
        {
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        var process = Process.Start(start)!;
        try
        {
            var address = await ReadAddressAsync(process.StandardOutput).WaitAsync(StartTimeout, TestContext.Current.CancellationToken);
            return new SluiceProgram(process, address);
        }
        catch
        {
            process.Kill();
            process.Dispose();
            throw;
        }
    }

    /// <summary>Ends the program and returns what it wrote after it said where it listens.</summary>
    public async Task<string> EndAsync()
    {
        _process.Kill();
        return await _output;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<Uri> ReadAddressAsync(StreamReader output)
    {
        while (await output.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (AddressPattern().Match(line) is { Success: true } found)
            {
                return new Uri(found.Value);
            }
        }

        throw new InvalidOperationException("sluice ended without saying where it listens.");
    }

    [GeneratedRegex(@"https?://127\.0\.0\.1:[1-9][0-9]*")]
    private static partial Regex AddressPattern();
}
