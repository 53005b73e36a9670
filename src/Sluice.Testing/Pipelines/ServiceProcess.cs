// SPDX-License-Identifier: Apache-2.0

using System.Text.RegularExpressions;
using Sluice.Testing.Clusters;

namespace Sluice.Testing.Pipelines;

/// <summary>A service that the kit started.</summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);
    private readonly string _name;
    private readonly ChildProcess _process;
    private readonly LogTail _log;

    private readonly Task _ready;

    private ServiceProcess(string name, ChildProcess process, LogTail log, Task ready) => (_name, _process, _log, _ready) = (name, process, log, ready);

    /// <summary>Starts the command; with <paramref name="ready"/>, a line of its output tells when it serves.</summary>
    public static ServiceProcess Start(
        string name, string folder, IReadOnlyList<string> command, IReadOnlyDictionary<string, string> environment, Regex? ready)
    {
        var served = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var log = new LogTail(line =>
        {
            if (ready?.IsMatch(line) == true)
            {
                served.TrySetResult();
            }
        });
        return new ServiceProcess(name, ChildProcess.Start(log, folder, command, environment), log, ready is null ? Task.CompletedTask : served.Task);
    }

    /// <summary>Waits until it says that it serves.</summary>
    /// <exception cref="PipelineException">It ended, or did not say so in time: with the end of its output.</exception>
    public async Task WaitUntilReadyAsync(TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        var ended = _process.WaitForExitAsync(cancellationToken);
        try
        {
            await Task.WhenAny(_ready, ended).WaitAsync(timeout, time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException exception)
        {
            throw new PipelineException($"Service \"{_name}\" did not say within {timeout.TotalSeconds:0.#} s that it serves:{Environment.NewLine}{_log}", exception);
        }

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
