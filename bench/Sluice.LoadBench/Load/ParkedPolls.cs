// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Sluice.Soak.Gateways;

namespace Sluice.LoadBench.Load;

/// <summary>Readers that wait at the end of empty partitions, again and again, until they are disposed of.</summary>
internal sealed class ParkedPolls : IAsyncDisposable
{
    private const string Metric = "sluice_kafka_poll_parked";
    private const int Partitions = 10;
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);
    private readonly CancellationTokenSource _over;
    private readonly HttpClient _client;
    private readonly GatewayMetrics _metrics;
    private readonly Task[] _polls;

    private ParkedPolls(GatewayProcess gateway, string topic, int count, CancellationToken cancellationToken)
    {
        _over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Math.Max(1, count) }) { BaseAddress = gateway.Http.Address };
        _metrics = new GatewayMetrics(gateway);
        _polls = [.. Enumerable.Range(0, count).Select(poll => ParkAsync(topic, poll % Partitions))];
    }

    /// <summary>Begins with so many, and returns when the gateway says that all of them wait.</summary>
    /// <exception cref="TimeoutException">They do not.</exception>
    public static async Task<ParkedPolls> StartAsync(GatewayProcess gateway, int count, CancellationToken cancellationToken)
    {
        var topic = await Bench.CreateTopicAsync(gateway, Partitions, 1, cancellationToken);
        var polls = new ParkedPolls(gateway, topic, count, cancellationToken);
        try
        {
            await polls.AwaitParkedAsync(parked => parked >= count, cancellationToken);
            return polls;
        }
        catch
        {
            await polls.EndAsync();
            throw;
        }
    }

    /// <summary>Ends them, and returns when the gateway has none left.</summary>
    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        try
        {
            await AwaitParkedAsync(parked => parked == 0, CancellationToken.None);
        }
        finally
        {
            await EndAsync();
        }
    }

    private async Task AwaitParkedAsync(Func<double, bool> isDone, CancellationToken cancellationToken)
    {
        for (var begun = Stopwatch.GetTimestamp(); ; await Task.Delay(LookEvery, cancellationToken))
        {
            if (_polls.FirstOrDefault(poll => poll.IsFaulted) is { } failed)
            {
                await failed;
            }

            var parked = await _metrics.GetAsync(Metric, cancellationToken);
            if (isDone(parked))
            {
                return;
            }

            if (Stopwatch.GetElapsedTime(begun) > Patience)
            {
                throw new TimeoutException($"After {Patience} {parked} of {_polls.Length} polls wait.");
            }
        }
    }

    private async Task EndAsync()
    {
        await _over.CancelAsync();
        await Task.WhenAll(_polls).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _metrics.Dispose();
        _client.Dispose();
        _over.Dispose();
    }

    private async Task ParkAsync(string topic, int partition)
    {
        try
        {
            while (true)
            {
                using var response = await _client.GetAsync(GatewayHttp.PathOfRead(topic, partition, offset: 0, count: 1, Wait), _over.Token);
                response.EnsureSuccessStatusCode();
            }
        }
        catch (OperationCanceledException) when (_over.IsCancellationRequested)
        {
            // The row is done.
        }
    }
}
