// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Text.RegularExpressions;
using Sluice.Testing.Clusters;

namespace Sluice.Soak.Gateways;

/// <summary>The gateway as its users run it: <c>sluice serve</c>, a process of its own.</summary>
internal sealed partial class GatewayProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(30);
    private readonly ChildProcess _process;
    private readonly LogTail _log;

    private GatewayProcess(ChildProcess process, LogTail log, Uri address, TimeSpan startTime)
    {
        _process = process;
        _log = log;
        Http = new GatewayHttp(address);
        StartTime = startTime;
    }

    public GatewayHttp Http { get; }

    /// <summary>From the start of the process until it said where it listens.</summary>
    public TimeSpan StartTime { get; }

    public int ProcessId => _process.Id;

    public string LogTail => _log.ToString();

    /// <summary>Starts it before a cluster, or on its embedded one, with settings by their names in the environment.</summary>
    public static async Task<GatewayProcess> StartAsync(
        string? bootstrapServers, CancellationToken cancellationToken, IReadOnlyDictionary<string, string>? settings = null)
    {
        var log = new LogTail();
        var clock = Stopwatch.StartNew();
        string[] cluster = bootstrapServers is null ? [] : ["--bootstrap-servers", bootstrapServers];
        var program = Path.Combine(AppContext.BaseDirectory, "sluice.dll");
        var process = ChildProcess.Start(
            log, AppContext.BaseDirectory, ["dotnet", "exec", program, "serve", "--url", "http://127.0.0.1:0", .. cluster], settings);
        while (true)
        {
            if (Listening().Match(log.ToString()) is { Success: true } address)
            {
                return new GatewayProcess(process, log, new Uri(address.Value), clock.Elapsed);
            }

            if (process.HasExited || clock.Elapsed > StartTimeout)
            {
                process.Kill();
                throw new InvalidOperationException($"The gateway did not start:{Environment.NewLine}{log}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), cancellationToken);
        }
    }

    public ProcessFigures Figures() => ProcessFigures.Of(_process.Id);

    public ValueTask DisposeAsync()
    {
        Http.Dispose();
        _process.Kill();
        return ValueTask.CompletedTask;
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:[1-9]\d*")]
    private static partial Regex Listening();
}
