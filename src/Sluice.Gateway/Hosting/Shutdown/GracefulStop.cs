// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sluice.Core;

namespace Sluice.Gateway.Hosting.Shutdown;

/// <summary>
/// Stops the server in good order: it says that it is not ready and serves on for a while, then refuses what comes and waits for what is
/// under way, lets the server close, and closes the cluster's clients when what was handed to them is acknowledged or failed.
/// </summary>
internal sealed class GracefulStop(
    Admission admission,
    OpenConnections connections,
    KafkaCluster kafka,
    IOptions<GatewayOptions> options,
    TimeProvider time,
    ILogger<GracefulStop> logger) : IHostedLifecycleService
{
    // A client that uses its connection again within this time gets its answer on it. One that is not used is closed.
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(500);

    // Clients that take no notice of Retry-After do not keep the server from stopping.
    private static readonly TimeSpan LongestQuiet = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestReserve = TimeSpan.FromSeconds(2);

    private readonly GatewayOptions _options = options.Value;
    private long _begun;
    private int _waitedFor;
    private int _cutOff;

    /// <summary>How long requests may take to finish: a part of the time is kept for what comes after them.</summary>
    public static TimeSpan TimeForRequests(GatewayOptions options)
    {
        var reserve = options.ShutdownTimeout / 10;
        return options.ShutdownTimeout - (reserve < LongestReserve ? reserve : LongestReserve);
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        _begun = time.GetTimestamp();
        admission.Announce();
        Log.Stopping(logger, admission.UnderWay, _options.ShutdownDelay.TotalSeconds);
        await PauseAsync(_options.ShutdownDelay, cancellationToken);

        // A long poll would hold the stop up for as long as its client is ready to wait.
        kafka.Reader.StopWaiting();
        _waitedFor = admission.Close();
        while (admission.UnderWay > 0 && !cancellationToken.IsCancellationRequested)
        {
            await PauseAsync(Look, cancellationToken);
        }

        _cutOff = admission.UnderWay;
        var answered = time.GetTimestamp();
        while (connections.Count > 0 && IsLively(time.GetElapsedTime(answered)) && !cancellationToken.IsCancellationRequested)
        {
            await PauseAsync(Look, cancellationToken);
        }
    }

    /// <exception cref="TimeoutException">Requests had to be cut off, or the producer had no time to finish.</exception>
    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        var left = _options.ShutdownTimeout - time.GetElapsedTime(_begun);
        var isFlushed = await CloseClusterAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        var seconds = time.GetElapsedTime(_begun).TotalSeconds;
        if (_cutOff == 0 && isFlushed)
        {
            Log.Stopped(logger, seconds, _waitedFor, admission.Refused);
            return;
        }

        Log.StoppedUnfinished(logger, seconds, _waitedFor, _cutOff, admission.Refused, isFlushed);
        throw new TimeoutException(
            $"The stop took longer than Gateway:ShutdownTimeout ({_options.ShutdownTimeout.TotalSeconds:0.#} s): "
            + (_cutOff > 0 ? $"{_cutOff} requests were cut off." : "records without an acknowledgement were given up."));
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private bool IsLively(TimeSpan sinceLastAnswer) =>
        sinceLastAnswer < LongestQuiet && (sinceLastAnswer < Quiet || admission.Quiet < Quiet);

    // The end of the time shows in the token, which every loop looks at.
    private async Task PauseAsync(TimeSpan length, CancellationToken cancellationToken) =>
        await Task.Delay(length, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task<bool> CloseClusterAsync(TimeSpan timeout)
    {
        try
        {
            await kafka.DisposeAsync().AsTask().WaitAsync(timeout, time, CancellationToken.None);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
