// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Sluice.Testing.Clusters;

namespace Sluice.Soak.Gateways;

/// <summary>The gateway as its users run it: <c>sluice serve</c>, a process of its own.</summary>
internal sealed class GatewayProcess : IAsyncDisposable
{
    /// <summary>The setting, by its name in the environment, of the address where a gateway serves its metrics.</summary>
    public const string ManagementSetting = "Management__Url";

    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(60);
    private readonly ChildProcess _process;
    private readonly LogTail _log;
    private bool _hasEnded;

    private GatewayProcess(ChildProcess process, LogTail log, GatewayHttp http, Uri? management, TimeSpan startTime)
    {
        Management = management;
        _process = process;
        _log = log;
        Http = http;
        StartTime = startTime;
    }

    public GatewayHttp Http { get; }

    /// <summary>Where it serves its metrics; null if the settings name no such address.</summary>
    public Uri? Management { get; }

    /// <summary>From the start of the process until it said where it listens.</summary>
    public TimeSpan StartTime { get; }

    public int ProcessId => _process.Id;

    public string LogTail => _log.ToString();

    /// <summary>Starts it before a cluster, or on its embedded one, with settings by their names in the environment.</summary>
    /// <param name="bootstrapServers">The cluster; null for the embedded one.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <param name="settings">Settings, with two underscores for a colon.</param>
    /// <param name="token">The token that <see cref="Http"/> sends.</param>
    /// <param name="url">Where it listens.</param>
    /// <param name="program">The program; null for the one that was built beside this one.</param>
    public static async Task<GatewayProcess> StartAsync(
        string? bootstrapServers,
        CancellationToken cancellationToken,
        IReadOnlyDictionary<string, string>? settings = null,
        Func<string>? token = null,
        string url = "http://127.0.0.1:0",
        string? program = null)
    {
        var log = new LogTail();
        var clock = Stopwatch.StartNew();
        string[] cluster = bootstrapServers is null ? [] : ["--bootstrap-servers", bootstrapServers];
        program ??= Path.Combine(AppContext.BaseDirectory, "sluice.dll");
        var process = ChildProcess.Start(
            log, AppContext.BaseDirectory, ["dotnet", "exec", program, "serve", "--url", url, .. cluster], settings);
        var address = await ListeningAddress.ReadAsync("The gateway", process, log, StartTimeout, cancellationToken);
        var startTime = clock.Elapsed;
        var management = settings?.ContainsKey(ManagementSetting) == true
            ? await ListeningAddress.ReadAsync("The gateway", process, log, StartTimeout, cancellationToken, isManagement: true)
            : null;
        return new GatewayProcess(process, log, new GatewayHttp(address, token), management, startTime);
    }

    public ProcessFigures Figures() => ProcessFigures.Of(_process.Id);

    /// <summary>Asks it to end (SIGTERM) and returns its exit code.</summary>
    /// <exception cref="TimeoutException">It did not end in a minute.</exception>
    public async Task<int> StopAsync(CancellationToken cancellationToken)
    {
        _process.Signal(UnixSignal.Terminate);
        await _process.WaitForExitAsync(cancellationToken).WaitAsync(StopTimeout, cancellationToken);
        var exitCode = _process.ExitCode;
        Kill();
        return exitCode;
    }

    public ValueTask DisposeAsync()
    {
        Http.Dispose();
        Kill();
        return ValueTask.CompletedTask;
    }

    private void Kill()
    {
        if (!_hasEnded)
        {
            _hasEnded = true;
            _process.Kill();
        }
    }
}
