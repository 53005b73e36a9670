// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;

namespace Sluice.Testing.Clusters;

/// <summary>A process that ends with this one (on Linux and macOS), and whose output is kept.</summary>
internal sealed class ChildProcess
{
    // The program runs in place of the shell. A child of the shell waits for standard input to end, which happens when the
    // process that started it dies, and kills the program then. A line instead says that the program has ended, so that its id,
    // which may be somebody else's by now, is left alone.
    private const string EndWithParent =
        """exec 3<&0 </dev/null; (read -r ended <&3 || kill -9 $$) >/dev/null 2>&1 & exec 3<&-; exec "$@" """;

    private static readonly TimeSpan KillTimeout = TimeSpan.FromSeconds(10);
    private readonly Process _process;

    private ChildProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    public static ChildProcess Start(
        LogTail log, string workingFolder, IReadOnlyList<string> command, IReadOnlyDictionary<string, string>? environment = null)
    {
        string[] guarded = OperatingSystem.IsWindows() ? [.. command] : ["/bin/sh", "-c", EndWithParent, "sh", .. command];
        var start = new ProcessStartInfo(guarded[0], guarded.Skip(1))
        {
            WorkingDirectory = workingFolder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => log.Add(line.Data);
        process.ErrorDataReceived += (_, line) => log.Add(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new ChildProcess(process);
    }

    public void Signal(UnixSignal signal) => UnixSignals.Send(_process.Id, signal);

    public Task WaitForExitAsync(CancellationToken cancellationToken) => _process.WaitForExitAsync(cancellationToken);

    /// <summary>Waits until a tool has done its work.</summary>
    /// <exception cref="KafkaProcessException">It failed or took too long: with the end of its log.</exception>
    public async Task EndAsync(string name, LogTail log, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            await WaitForExitAsync(cancellationToken).WaitAsync(timeout, cancellationToken).ConfigureAwait(false);
            if (ExitCode != 0)
            {
                throw new KafkaProcessException($"{name} ended with {ExitCode}:{Environment.NewLine}{log}");
            }
        }
        catch (TimeoutException e)
        {
            throw new KafkaProcessException($"{name} did not end in {timeout.TotalSeconds:0} s:{Environment.NewLine}{log}", e);
        }
        finally
        {
            Kill();
        }
    }

    /// <summary>Ends the process at once and returns when it is gone.</summary>
    public void Kill()
    {
        _process.Kill();
        if (!_process.WaitForExit(KillTimeout))
        {
            throw new TimeoutException($"Process {_process.Id} could not be killed in {KillTimeout.TotalSeconds:0} s.");
        }

        TellGuard();
        _process.Dispose();
    }

    private void TellGuard()
    {
        try
        {
            _process.StandardInput.WriteLine();
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // Nobody reads any more: there was no guard (Windows), or it has gone first.
        }
    }
}
