// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.Metrics;
using Sluice.Core.Reading;
using Sluice.Core.Writing;

namespace Sluice.Core.Telemetry;

/// <summary>
/// The metrics of a cluster: names and units are OpenTelemetry's where it has them (messaging semantic conventions). Each description ends with
/// the tags, from which the reference of metrics is made.
/// </summary>
internal sealed class KafkaInstruments(Meter meter)
{
    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    };

    private static readonly InstrumentAdvice<int> Records = new()
    {
        HistogramBucketBoundaries = [0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000],
    };

    public Histogram<double> Duration { get; } = meter.CreateHistogram(
        "messaging.client.operation.duration", "s",
        "Time of calls to Kafka; a read that waited for a record at the end of its partition is poll."
            + " Tags: messaging.system, messaging.operation.name, error.type, messaging.destination.name.",
        advice: Seconds);

    public Counter<long> SentMessages { get; } = meter.CreateCounter<long>(
        "messaging.client.sent.messages", "{message}",
        "Records that were acknowledged, or with error.type those that were not."
            + " Tags: messaging.system, messaging.operation.name, error.type, messaging.destination.name.");

    public Counter<long> ConsumedMessages { get; } = meter.CreateCounter<long>(
        "messaging.client.consumed.messages", "{message}",
        "Records that were read. Tags: messaging.system, messaging.operation.name, messaging.destination.name.");

    public Counter<long> RecordBytes { get; } = meter.CreateCounter<long>(
        "sluice.kafka.record.io", "By",
        "Bytes of keys, values and headers that were written (transmit) and read (receive)."
            + " Tags: network.io.direction, messaging.destination.name.");

    public Histogram<int> BatchSize { get; } = meter.CreateHistogram(
        "sluice.kafka.batch.size", "{record}", "Records of one call. Tags: messaging.operation.name.", advice: Records);

    public Counter<long> BrokerBytes { get; } = meter.CreateCounter<long>(
        "sluice.kafka.broker.io", "By",
        "Bytes that the clients for writing and metadata sent (transmit) and got (receive)."
            + " Tags: sluice.kafka.broker.id, network.io.direction.");

    public Counter<long> BrokerRetries { get; } = meter.CreateCounter<long>(
        "sluice.kafka.broker.retries", "{request}", "Requests that the clients sent again. Tags: sluice.kafka.broker.id.");

    public Counter<long> BrokerErrors { get; } = meter.CreateCounter<long>(
        "sluice.kafka.broker.errors", "{error}", "Errors of sending and receiving. Tags: sluice.kafka.broker.id.");

    /// <summary>Whether anybody listens to what calls tell.</summary>
    public bool IsOn => Duration.Enabled || SentMessages.Enabled || ConsumedMessages.Enabled || RecordBytes.Enabled || BatchSize.Enabled;

    /// <summary>Shows how full the queue of writes is and what the readers do.</summary>
    public void Observe(WriteQueue queue, RecordReader reader)
    {
        meter.CreateObservableUpDownCounter(
            "sluice.kafka.write_queue.size", () => queue.Used, "By", "Memory of the records that wait for their acknowledgement.");
        meter.CreateObservableUpDownCounter(
            "sluice.kafka.write_queue.limit", () => queue.Capacity, "By", "The bound of the write queue (Kafka:MaxWriteQueueBytes).");
        meter.CreateObservableUpDownCounter(
            "sluice.kafka.write_queue.records", () => queue.Records, "{record}", "Records that wait for their acknowledgement.");
        meter.CreateObservableUpDownCounter(
            "sluice.kafka.write_queue.waiting", () => queue.Waiting, "{request}", "Calls that wait for room in the write queue.");
        meter.CreateObservableUpDownCounter(
            "sluice.kafka.cursor.count",
            () =>
            {
                var (used, idle, _) = reader.Cursors;
                return (Measurement<int>[])[Of(used, "sluice.cursor.state", "used"), Of(idle, "sluice.cursor.state", "idle")];
            },
            "{cursor}",
            "Native consumers that serve reads. Tags: sluice.cursor.state.");
        meter.CreateObservableUpDownCounter(
            "sluice.kafka.cursor.max", () => reader.MaxCursors, "{cursor}", "The bound of the cursors (Kafka:MaxCursors).");
        meter.CreateObservableUpDownCounter(
            "sluice.kafka.cursor.pending_requests", () => reader.Cursors.Waiting, "{request}", "Reads that wait for a cursor.");
        meter.CreateObservableCounter(
            "sluice.kafka.fetched.records",
            () =>
            {
                var (byCursors, byTail) = reader.Fetched;
                return (Measurement<long>[])[Of(byCursors, "sluice.fetch.by", "cursor"), Of(byTail, "sluice.fetch.by", "tail")];
            },
            "{record}",
            "Records that were read from Kafka: by cursors, and once for all who wait at the end of a partition by the tail. What cursors fetch ahead and nobody asks for is not counted. Tags: sluice.fetch.by.");
        meter.CreateObservableUpDownCounter(
            "sluice.kafka.poll.parked", () => reader.Parked, "{request}", "Reads that wait at the end of their partition for a record.");
    }

    /// <summary>Shows the connections of the native clients.</summary>
    public void Observe(StatisticsBook statistics)
    {
        meter.CreateObservableGauge(
            "sluice.kafka.broker.connections",
            () => statistics.Observe((brokers, broker) => brokers + (broker.IsUp ? 1 : 0), 0L),
            "{connection}",
            "Connections of the clients for writing and metadata that are up. Tags: sluice.kafka.broker.id.");
        meter.CreateObservableGauge(
            "sluice.kafka.broker.rtt",
            () => statistics.Observe((most, broker) => Math.Max(most, broker.RoundTripP99 / 1e6), 0d),
            "s",
            "Round trip to the broker, 99th percentile of the last interval, of the slowest client. Tags: sluice.kafka.broker.id.");
        meter.CreateObservableGauge(
            "sluice.kafka.broker.requests.pending",
            () => statistics.Observe((all, broker) => all + broker.Pending, 0L),
            "{request}",
            "Requests that wait to be sent or answered. Tags: sluice.kafka.broker.id.");
        meter.CreateObservableGauge(
            "sluice.kafka.producer.queue.records", () => statistics.QueuedRecords, "{record}", "Records that the native producers hold.");
    }

    private static Measurement<T> Of<T>(T value, string tag, string name)
        where T : struct => new(value, KeyValuePair.Create<string, object?>(tag, name));
}
