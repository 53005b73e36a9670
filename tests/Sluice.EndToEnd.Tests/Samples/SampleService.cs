// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using System.Diagnostics;

namespace Sluice.EndToEnd.Tests.Samples;

/// <summary>A service of the sample as a process of its own.</summary>
internal sealed class SampleService : IAsyncDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly TaskCompletionSource _assigned = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SampleService(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Notice(line.Data);
        process.ErrorDataReceived += (_, line) => Log.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public ConcurrentQueue<string> Log { get; } = [];

    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "OrdersPipeline.exe" : "OrdersPipeline");

    /// <summary>Starts one and waits until its group has given it partitions.</summary>
    public static async Task<SampleService> StartAsync(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        var service = new SampleService(Process.Start(start)!);
        try
        {
            await service._assigned.Task.WaitAsync(Timeout, TestContext.Current.CancellationToken);
            return service;
        }
        catch (Exception failure)
        {
            await service.DisposeAsync();
            throw new InvalidOperationException($"{start.FileName} has no partitions:\n{string.Join('\n', service.Log)}", failure);
        }
    }

    /// <summary>As a supervisor does it; returns the exit code.</summary>
    public async Task<int> TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        await EndAsync();
        return _process.ExitCode;
    }

    /// <summary>Ends it without warning.</summary>
    public Task KillAsync()
    {
        _process.Kill();
        return EndAsync();
    }

    /// <summary>Waits until it has ended by itself.</summary>
    public Task EndAsync() => _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Timeout);

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Notice(string? line)
    {
        Log.Enqueue(line ?? "");
        if (line is null)
        {
            _assigned.TrySetException(new InvalidOperationException("It ended."));
        }
        else if (line.StartsWith("assigned", StringComparison.Ordinal))
        {
            _assigned.TrySetResult();
        }
    }
}
