// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Sluice.Soak.Gateways;

namespace Sluice.LoadBench.Load;

/// <summary>Readers that wait at the end of empty partitions, again and again, until they are disposed of.</summary>
internal sealed class ParkedPolls : IAsyncDisposable
{
    private const int Partitions = 10;
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);
    private readonly CancellationTokenSource _over;
    private readonly HttpClient _client;
    private readonly Task _polls;

    private ParkedPolls(HttpClient client, string topic, int count, CancellationToken cancellationToken)
    {
        _over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _client = client;
        _polls = Task.WhenAll(Enumerable.Range(0, count).Select(poll => ParkAsync(topic, poll % Partitions)));
    }

    /// <summary>Begins with so many, and returns when the gateway says that all of them wait.</summary>
    /// <exception cref="TimeoutException">They do not.</exception>
    public static async Task<ParkedPolls> StartAsync(GatewayProcess gateway, int count, CancellationToken cancellationToken)
    {
        var topic = await Bench.CreateTopicAsync(gateway, Partitions, 1, cancellationToken);
        var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Math.Max(1, count) }) { BaseAddress = gateway.Http.Address };
        var polls = new ParkedPolls(client, topic, count, cancellationToken);
        using var metrics = new GatewayMetrics(gateway);
        var begun = Stopwatch.GetTimestamp();
        while (await metrics.GetAsync("sluice_kafka_poll_parked", cancellationToken) < count)
        {
            if (polls._polls.IsFaulted || Stopwatch.GetElapsedTime(begun) > Patience)
            {
                await polls.DisposeAsync();
                throw new TimeoutException($"After {Patience} not all of {count} polls wait.");
            }

            await Task.Delay(LookEvery, cancellationToken);
        }

        return polls;
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _polls;
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
