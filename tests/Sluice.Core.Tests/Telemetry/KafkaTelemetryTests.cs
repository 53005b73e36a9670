// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Sluice.Core.Reading;
using Sluice.Core.Records;
using Sluice.Core.Topics;
using Sluice.Core.Writing;

namespace Sluice.Core.Tests.Telemetry;

public sealed class KafkaTelemetryTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Write_ShouldTellOfTheCallAndItsRecords()
    {
        await using var observed = ObservedKafka.Start();
        using var duration = observed.Collect<double>("messaging.client.operation.duration");
        using var sent = observed.Collect<long>("messaging.client.sent.messages");
        using var bytes = observed.Collect<long>("sluice.kafka.record.io");
        using var batches = observed.Collect<int>("sluice.kafka.batch.size");
        await CreateAsync(observed, "orders");
        duration.Clear();

        await WriteAsync(observed, "orders", "one", "three");

        var measured = duration.GetMeasurementSnapshot().ShouldHaveSingleItem();
        measured.Value.ShouldBeGreaterThan(0);
        measured.Tags.ShouldBe(
            new Dictionary<string, object?> { ["messaging.system"] = "kafka", ["messaging.operation.name"] = "send" }, ignoreOrder: true);
        sent.GetMeasurementSnapshot().ShouldHaveSingleItem().Value.ShouldBe(2);
        var written = bytes.GetMeasurementSnapshot().ShouldHaveSingleItem();
        written.Value.ShouldBe(8);
        written.Tags["network.io.direction"].ShouldBe("transmit");
        batches.GetMeasurementSnapshot().ShouldHaveSingleItem().Value.ShouldBe(2);
        var span = observed.Spans[^1];
        span.DisplayName.ShouldBe("send orders");
        span.Kind.ShouldBe(ActivityKind.Client);
        span.ParentSpanId.ShouldBe(observed.Trace.SpanId);
        span.GetTagItem("messaging.destination.name").ShouldBe("orders");
        span.GetTagItem("messaging.operation.type").ShouldBe("send");
        span.GetTagItem("messaging.batch.message_count").ShouldBe(2);
        span.Status.ShouldBe(ActivityStatusCode.Unset);
    }

    [Fact]
    public async Task Write_ShouldTellWhy_WhenItFails()
    {
        await using var observed = ObservedKafka.Start(new() { TopicTag = true });
        using var duration = observed.Collect<double>("messaging.client.operation.duration");

        await EmbeddedKafka.FailureOf(() => WriteAsync(observed, "missing", "one"));

        var tags = duration.GetMeasurementSnapshot().ShouldHaveSingleItem().Tags;
        tags["error.type"].ShouldBe("topic-not-found");
        tags.ShouldNotContainKey("messaging.destination.name");
        var span = observed.Spans.ShouldHaveSingleItem();
        span.Status.ShouldBe(ActivityStatusCode.Error);
        span.GetTagItem("error.type").ShouldBe("topic-not-found");
    }

    [Fact]
    public async Task Read_ShouldTellOfTheCallAndItsRecords()
    {
        await using var observed = ObservedKafka.Start(new() { TopicTag = true });
        await CreateAsync(observed, "orders");
        await WriteAsync(observed, "orders", "one", "three");
        using var duration = observed.Collect<double>("messaging.client.operation.duration");
        using var read = observed.Collect<long>("messaging.client.consumed.messages");
        using var bytes = observed.Collect<long>("sluice.kafka.record.io");

        await ReadAsync(observed, "orders", 0, TimeSpan.Zero);

        var tags = duration.GetMeasurementSnapshot().ShouldHaveSingleItem().Tags;
        tags["messaging.operation.name"].ShouldBe("receive");
        tags["messaging.destination.name"].ShouldBe("orders");
        read.GetMeasurementSnapshot().ShouldHaveSingleItem().Value.ShouldBe(2);
        var got = bytes.GetMeasurementSnapshot().ShouldHaveSingleItem();
        got.Value.ShouldBe(8);
        got.Tags["network.io.direction"].ShouldBe("receive");
        observed.Spans[^1].DisplayName.ShouldBe("receive orders");
    }

    [Fact]
    public async Task LongPoll_ShouldBeSeenWhileItWaits_AndNotBeTakenForASlowRead()
    {
        await using var observed = ObservedKafka.Start();
        using var parked = observed.Collect<int>("sluice.kafka.poll.parked");
        using var duration = observed.Collect<double>("messaging.client.operation.duration");
        await CreateAsync(observed, "orders");

        var polling = ReadAsync(observed, "orders", 0, Soon);
        await UntilAsync(() => Last(parked) == 1);
        await WriteAsync(observed, "orders", "one");
        (await polling).Records.ShouldHaveSingleItem();

        Last(parked).ShouldBe(0);
        var names = duration.GetMeasurementSnapshot().Select(m => m.Tags["messaging.operation.name"]).ToArray();
        names.ShouldContain("poll");
        names.ShouldNotContain("receive");
    }

    [Fact]
    public async Task Bounds_ShouldBeSeen()
    {
        await using var observed = ObservedKafka.Start();
        using var cursors = observed.Collect<int>("sluice.kafka.cursor.count");
        using var queue = observed.Collect<long>("sluice.kafka.write_queue.size");
        using var records = observed.Collect<long>("sluice.kafka.write_queue.records");
        using var limit = observed.Collect<long>("sluice.kafka.write_queue.limit");
        await CreateAsync(observed, "orders");
        await WriteAsync(observed, "orders", "one", "two");
        await ReadAsync(observed, "orders", 0, TimeSpan.Zero);

        Last(queue).ShouldBe(0);
        Last(records).ShouldBe(0);
        Last(limit).ShouldBe(new KafkaClusterOptions().MaxWriteQueueBytes);
        cursors.RecordObservableInstruments();
        var states = cursors.GetMeasurementSnapshot().TakeLast(2).ToDictionary(m => (string)m.Tags["sluice.cursor.state"]!, m => m.Value);
        states.ShouldBe(new Dictionary<string, int> { ["used"] = 0, ["idle"] = 1 });
    }

    [Fact]
    public async Task Metadata_ShouldBeOneSpanACall()
    {
        await using var observed = ObservedKafka.Start();
        await CreateAsync(observed, "orders");
        await observed.Kafka.Topics.GetBrokersAsync(EmbeddedKafka.Timeout, Cancellation);
        await observed.Kafka.Topics.ListAsync(false, EmbeddedKafka.Timeout, Cancellation);
        await observed.Kafka.Topics.DescribeAsync("orders", EmbeddedKafka.Timeout, Cancellation);
        await observed.Kafka.Topics.GetOffsetsAsync("orders", [0], EmbeddedKafka.Timeout, Cancellation);
        await observed.Kafka.Topics.DeleteAsync("orders", EmbeddedKafka.Timeout, Cancellation);

        observed.Spans.Select(s => s.DisplayName).ShouldBe(
            ["create_topic orders", "describe_cluster", "list_topics", "describe_topic orders", "list_offsets orders", "delete_topic orders"]);
        observed.Spans.ShouldAllBe(s => s.ParentSpanId == observed.Trace.SpanId);
        Activity.Current.ShouldBe(observed.Trace);
    }

    [Fact]
    public async Task Records_ShouldBeStoredAsTheyWereSent_UnlessTheTraceIsAskedFor()
    {
        await using var observed = ObservedKafka.Start();
        await CreateAsync(observed, "orders");
        await WriteAsync(observed, "orders", "one");

        (await ReadAsync(observed, "orders", 0, TimeSpan.Zero)).Records[0].Headers.ShouldBeEmpty();
    }

    [Fact]
    public async Task Trace_ShouldGoWithTheRecords_AndBeLinkedFromTheRead()
    {
        await using var observed = ObservedKafka.Start(new() { WriteTraceContext = true, LinkTraceContext = true });
        observed.Trace.TraceStateString = "vendor=1";
        await CreateAsync(observed, "orders");
        const string Foreign = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        RecordHeader[] own = [new("traceparent", Encoding.ASCII.GetBytes(Foreign))];
        NewRecord[] records = [new() { Value = [1], Headers = [new("a", [2])] }, new() { Value = [2], Headers = own }];
        await observed.Kafka.Cluster.Writer.WriteAsync("orders", records, EmbeddedKafka.Timeout, Cancellation);
        var sending = observed.Spans[^1];

        var read = await ReadAsync(observed, "orders", 0, TimeSpan.Zero);

        sending.Kind.ShouldBe(ActivityKind.Producer);
        read.Records[0].Headers.Select(h => (h.Key, Encoding.ASCII.GetString(h.Value!))).ShouldBe(
            [("a", "\u0002"), ("traceparent", sending.Id!), ("tracestate", "vendor=1")]);
        read.Records[1].Headers.ShouldHaveSingleItem().Value.ShouldBe(Encoding.ASCII.GetBytes(Foreign));
        observed.Spans[^1].Links.Select(l => l.Context.TraceId.ToHexString()).ShouldBe(
            [observed.Trace.TraceId.ToHexString(), "0af7651916cd43dd8448eb211c80319c"]);
    }

    [Fact]
    public async Task Read_ShouldNotMind_WhateverStandsInATraceHeader()
    {
        await using var observed = ObservedKafka.Start(new() { LinkTraceContext = true });
        await CreateAsync(observed, "orders");
        byte[]?[] values = [null, [], [0xFF, 0xFE], new byte[100_000], Encoding.ASCII.GetBytes("00-zz-zz-01"), Encoding.ASCII.GetBytes("a\nb")];
        NewRecord[] records = [.. values.Select(v => new NewRecord { Value = [1], Headers = [new("traceparent", v)] })];
        await observed.Kafka.Cluster.Writer.WriteAsync("orders", records, EmbeddedKafka.Timeout, Cancellation);

        (await ReadAsync(observed, "orders", 0, TimeSpan.Zero)).Records.Count.ShouldBe(values.Length);

        observed.Spans[^1].Links.ShouldBeEmpty();
    }

    [Fact]
    public async Task Clients_ShouldReportOnTheirConnections()
    {
        await using var observed = ObservedKafka.Start(new() { StatisticsInterval = TimeSpan.FromMilliseconds(100) });
        using var connections = observed.Collect<long>("sluice.kafka.broker.connections");
        using var bytes = observed.Collect<long>("sluice.kafka.broker.io");
        await CreateAsync(observed, "orders");
        await WriteAsync(observed, "orders", "one");

        // One measurement a broker: those that nobody needed may have no connection.
        await UntilAsync(() => IsAnyAboveZero(connections) && bytes.GetMeasurementSnapshot().Sum(m => m.Value) > 0);

        var ids = connections.GetMeasurementSnapshot().Select(m => (int)m.Tags["sluice.kafka.broker.id"]!).Distinct().ToArray();
        ids.ShouldBeSubsetOf([1, 2, 3]);
    }

    private static async Task CreateAsync(ObservedKafka observed, string topic) =>
        await observed.Kafka.Topics.CreateAsync(new NewTopic(topic) { PartitionCount = 1 }, EmbeddedKafka.Timeout, Cancellation);

    private static Task<WriteResult[]> WriteAsync(ObservedKafka observed, string topic, params string[] values) => observed.Kafka.Cluster.Writer.WriteAsync(
        topic, [.. values.Select(v => new NewRecord { Value = Encoding.UTF8.GetBytes(v) })], EmbeddedKafka.Timeout, Cancellation);

    private static Task<ReadResult> ReadAsync(ObservedKafka observed, string topic, long offset, TimeSpan wait) =>
        observed.Kafka.Cluster.Reader.ReadAsync(
            new ReadRequest(topic, 0, ReadPosition.Offset(offset)) { MaxRecords = 100, Wait = wait }, EmbeddedKafka.Timeout, Cancellation);

    private static bool IsAnyAboveZero(MetricCollector<long> collector)
    {
        collector.RecordObservableInstruments();
        return collector.GetMeasurementSnapshot().Any(measurement => measurement.Value > 0);
    }

    private static T Last<T>(MetricCollector<T> collector)
        where T : struct
    {
        collector.RecordObservableInstruments();
        return collector.LastMeasurement?.Value ?? default;
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        var begun = Stopwatch.GetTimestamp();
        while (!isSo())
        {
            Stopwatch.GetElapsedTime(begun).ShouldBeLessThan(Soon);
            await Task.Delay(10, Cancellation);
        }
    }
}
