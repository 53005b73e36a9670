// SPDX-License-Identifier: Apache-2.0

using System.Runtime.InteropServices;

namespace Sluice.Cli;

/// <summary>
/// Ctrl-C or SIGTERM: the first asks the command to end in good order, one that follows a second later or more ends the process at once.
/// </summary>
internal sealed class Interruption : IDisposable
{
    // timeout(1) and others that start programs signal a program by itself and again with its group: that is one request.
    private static readonly TimeSpan Echo = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _source = new();
    private readonly TimeProvider _time;
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;
    private long _askedAt;

    public Interruption(TimeProvider? time = null)
    {
        _time = time ?? TimeProvider.System;
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
    }

    public CancellationToken Token => _source.Token;

    /// <summary>What a shell reports for a process that the signal ended: 128 and the signal's number.</summary>
    public int ExitCode { get; private set; } = 130;

    /// <summary>Asks the command to end, as Ctrl-C does.</summary>
    public void Interrupt() => _source.Cancel();

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _source.Dispose();
    }

    /// <summary>Leaves the signal to the runtime, which ends the process, unless the command is to end by itself.</summary>
    internal void OnSignal(PosixSignalContext context)
    {
        lock (_source)
        {
            if (!_source.IsCancellationRequested)
            {
                ExitCode = context.Signal == PosixSignal.SIGINT ? 130 : 143;
                _askedAt = _time.GetTimestamp();
                context.Cancel = true;
            }
            else
            {
                context.Cancel = _time.GetElapsedTime(_askedAt) < Echo;
            }
        }

        if (context.Cancel)
        {
            _source.Cancel();
        }
    }
}
