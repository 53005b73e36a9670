// SPDX-License-Identifier: Apache-2.0

using Sluice.Testing.Clusters;

namespace Sluice.Testing.Pipelines;

/// <summary>A service that the kit started.</summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);
    private readonly string _name;
    private readonly ChildProcess _process;
    private readonly LogTail _log;

    private ServiceProcess(string name, ChildProcess process, LogTail log) => (_name, _process, _log) = (name, process, log);

    public static ServiceProcess Start(string name, string folder, IReadOnlyList<string> command, IReadOnlyDictionary<string, string> environment)
    {
        var log = new LogTail();
        return new ServiceProcess(name, ChildProcess.Start(log, folder, command, environment), log);
    }

    /// <exception cref="PipelineException">It ended: with the end of its output.</exception>
    public void ThrowIfEnded()
    {
        if (_process.HasExited)
        {
            throw new PipelineException($"Service \"{_name}\" ended with {_process.ExitCode}:{Environment.NewLine}{_log}");
        }
    }

    /// <summary>As a supervisor does it: first asked to stop, then ended.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited && !OperatingSystem.IsWindows())
        {
            _process.Signal(UnixSignal.Terminate);
            await _process.WaitForExitAsync(CancellationToken.None).WaitAsync(StopTimeout).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _process.Kill();
    }
}
