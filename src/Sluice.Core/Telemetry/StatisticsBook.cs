// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Sluice.Core.Telemetry;

/// <summary>
/// What the native clients report, brought together by broker, so that the number of series does not grow with the number of clients. Thread-safe.
/// </summary>
internal sealed class StatisticsBook
{
    // A client that says nothing for so many intervals is gone.
    private const int Patience = 3;

    private readonly ConcurrentDictionary<ClientStatistics, (ClientReport Report, long At)> _latest = new();
    private readonly KafkaInstruments _instruments;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;

    public StatisticsBook(KafkaInstruments instruments, TimeSpan interval, ILogger logger, TimeProvider time)
    {
        _instruments = instruments;
        _logger = logger;
        _time = time;
        Interval = interval;
        instruments.Observe(this);
    }

    /// <summary>How often clients report.</summary>
    public TimeSpan Interval { get; }

    /// <summary>Records that the clients hold.</summary>
    public long QueuedRecords => Reports().Sum(report => report.Records);

    /// <summary>The page of a new client.</summary>
    public ClientStatistics Add() => new(this);

    /// <summary>One measurement for each broker, over all clients.</summary>
    public IEnumerable<Measurement<T>> Observe<T>(Func<T, BrokerStatistics, T> add, T seed)
        where T : struct
    {
        var sums = new SortedDictionary<int, T>();
        foreach (var broker in Reports().SelectMany(report => report.Brokers.Values))
        {
            sums[broker.Id] = add(sums.TryGetValue(broker.Id, out var sum) ? sum : seed, broker);
        }

        return sums.Select(sum => new Measurement<T>(sum.Value, TagOf(sum.Key)));
    }

    /// <summary>Takes a client's report in place of the one before.</summary>
    public void Take(ClientStatistics client, ClientReport report, ClientReport? before)
    {
        _latest[client] = (report, _time.GetTimestamp());
        foreach (var (id, now) in report.Brokers)
        {
            var then = before?.Brokers.GetValueOrDefault(id) ?? default;
            _instruments.BrokerBytes.Add(Grown(then.SentBytes, now.SentBytes), TagOf(id), new("network.io.direction", "transmit"));
            _instruments.BrokerBytes.Add(Grown(then.ReceivedBytes, now.ReceivedBytes), TagOf(id), new("network.io.direction", "receive"));
            _instruments.BrokerRetries.Add(Grown(then.Retries, now.Retries), TagOf(id));
            _instruments.BrokerErrors.Add(Grown(then.Errors, now.Errors), TagOf(id));
        }
    }

    public void Refuse(Exception exception) => Log.StatisticsUnreadable(_logger, exception);

    // A connection that the client made anew counts from zero.
    private static long Grown(long then, long now) => now >= then ? now - then : now;

    private static KeyValuePair<string, object?> TagOf(int broker) => new("sluice.kafka.broker.id", broker);

    private List<ClientReport> Reports()
    {
        var reports = new List<ClientReport>();
        foreach (var (client, (report, at)) in _latest)
        {
            if (_time.GetElapsedTime(at) <= Patience * Interval)
            {
                reports.Add(report);
            }
            else
            {
                _latest.TryRemove(client, out _);
            }
        }

        return reports;
    }
}
