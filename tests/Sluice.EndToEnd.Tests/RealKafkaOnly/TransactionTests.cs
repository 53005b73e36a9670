// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Globalization;
using System.Text;
using Confluent.Kafka;
using Sluice.EndToEnd.Tests.Clusters;
using Sluice.EndToEnd.Tests.Contract;
using Sluice.EndToEnd.Tests.Gateways;
using Sluice.EndToEnd.Tests.Http;
using Sluice.Soak.Gateways;
using Sluice.Soak.Load;

namespace Sluice.EndToEnd.Tests.RealKafkaOnly;

[Capability(Capability.Transactions)]
public sealed class TransactionTests(RealKafka kafka, RealKafkaGateway gateway) : GatewayContract(gateway.On(kafka))
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Read_ShouldPassOverMarkers_WhenTransactionsAreCommitted()
    {
        var topic = await Client.CreateTopicAsync();
        using var producer = await StartProducerAsync();
        await WriteAsync(producer, topic, commit: true, "1", "2");
        await WriteAsync(producer, topic, commit: true, "3");

        // 0 and 1, a marker, 3, a marker.
        var page = await Client.ReadAsync(topic, 0, "?count=10");
        page.Values.ShouldBe(["1", "2", "3"]);
        page.Offsets.ShouldBe([0, 1, 3]);
        page.NextOffset.ShouldBe(5);
        (await Client.ReadAsync(topic, 2)).Values.ShouldBe(["3"]);
        (await Client.GetOffsetsAsync(topic)).Latest.ShouldBe(5);
    }

    [Fact]
    public async Task Read_ShouldPassOverAbortedRecords_WithinOneCall()
    {
        var topic = await Client.CreateTopicAsync();
        using var producer = await StartProducerAsync();
        for (var number = 0; number < 10; number++)
        {
            await WriteAsync(producer, topic, commit: false, "aborted", "aborted", "aborted");
        }

        await WriteAsync(producer, topic, commit: true, "committed");

        (await Client.ReadAsync(topic, 0)).Values.ShouldBe(["committed"]);
        (await Client.ReadAsync(topic, 17)).Values.ShouldBe(["committed"]);
    }

    [Fact]
    public async Task Read_ShouldBeEmptyAtTheEnd_WhenOnlyAbortedRecordsAreLeft()
    {
        var topic = await Client.CreateTopicAsync();
        await Client.WriteValuesAsync(topic, "\"plain\"");
        using var producer = await StartProducerAsync();
        await WriteAsync(producer, topic, commit: false, "aborted", "aborted");

        foreach (var offset in new[] { 1, 2, 3, 4 })
        {
            var page = await Client.ReadAsync(topic, offset, "?count=10");
            page.Records.ShouldBeEmpty();
            page.NextOffset.ShouldBe(4);
        }

        var first = await Client.ReadAsync(topic, 0, "?count=10");
        first.Values.ShouldBe(["plain"]);
        (await Client.ReadAsync(topic, first.NextOffset, "?count=10")).NextOffset.ShouldBe(4);
    }

    [Fact]
    public async Task Read_ShouldEndBeforeAnOpenTransaction_UntilItIsCommitted()
    {
        var topic = await Client.CreateTopicAsync();
        await Client.WriteValuesAsync(topic, "\"before\"");
        using var producer = await StartProducerAsync();
        producer.BeginTransaction();
        await ProduceAsync(producer, topic, "open");
        await Client.WriteValuesAsync(topic, "\"behind\"");

        var first = await Client.ReadAsync(topic, 0, "?count=10");
        first.Values.ShouldBe(["before"]);
        first.NextOffset.ShouldBe(1);
        var end = await Client.ReadAsync(topic, 1, "?count=10");
        end.Records.ShouldBeEmpty();
        end.NextOffset.ShouldBe(1);
        (await Client.ReadAsync(topic, "latest")).NextOffset.ShouldBe(1);
        (await Client.GetOffsetsAsync(topic)).Latest.ShouldBe(3);

        var polling = Client.ReadAsync(topic, 1, "?count=10&timeout=20000");
        await Task.Run(() => producer.CommitTransaction(Deadline), Cancellation);

        (await polling).Values[0].ShouldBe("open");
        (await Client.ReadAsync(topic, "latest")).NextOffset.ShouldBe(4);
    }

    [Fact]
    public async Task Poll_ShouldSeldomAskKafka_WhenItWaitsBelowAnOpenTransactionAndAnotherAboveIt()
    {
        const string Parked = "sluice_kafka_poll_parked";
        const string Sent = "sluice_kafka_broker_io_bytes_total";

        // A process of its own: the metrics of one are of all gateways in it, and those of other tests have polls too.
        await using var observed = await GatewayProcess.StartAsync(Kafka.BootstrapServers, Cancellation, new Dictionary<string, string>
        {
            [GatewayProcess.ManagementSetting] = "http://127.0.0.1:0",
            ["Telemetry__StatisticsInterval"] = "00:00:01",
        });
        using var client = new GatewayClient(observed.Http.Address);
        var topic = await Client.CreateTopicAsync();
        using var producer = await StartProducerAsync();
        producer.BeginTransaction();
        await ProduceAsync(producer, topic, "open");
        await Client.WriteValuesAsync(topic, "\"behind\"");

        // The shared reader stands where the first one waits, at the high watermark, and cannot bring the second one what is before that.
        var above = client.ReadAsync(topic, 2, "?count=10&timeout=30000");
        await UntilAsync(async () => above.IsCompleted || await MeasureAsync(observed, Parked) == 1);
        var below = client.ReadAsync(topic, 0, "?count=10&timeout=30000");
        var ended = Task.WhenAny(above, below).Unwrap();
        await UntilAsync(async () =>
            ended.IsCompleted || (await MeasureAsync(observed, Parked) == 2 && await MeasureAsync(observed, Sent, "transmit") > 0));

        var before = await MeasureAsync(observed, Sent, "transmit");
        await Should.ThrowAsync<TimeoutException>(() => ended.WaitAsync(TimeSpan.FromSeconds(4), Cancellation));

        // With the pauses 2,000 bytes were sent, without them 110,000.
        (await MeasureAsync(observed, Sent, "transmit") - before).ShouldBeLessThan(20_000);
        await CompleteAsync(producer, topic, commit: true);
        (await below).Values.ShouldBe(["open", "behind"]);
        await Client.WriteValuesAsync(topic, "\"after\"");
        (await above).Offsets.ShouldBe([3]);
    }

    [Fact]
    public async Task Read_ShouldBeInRange_BetweenAnOpenTransactionAndTheHighWatermark()
    {
        var topic = await Client.CreateTopicAsync();
        using var producer = await StartProducerAsync();
        producer.BeginTransaction();
        await ProduceAsync(producer, topic, "open");
        await Client.WriteValuesAsync(topic, "\"behind\"");

        var page = await Client.ReadAsync(topic, 1, "?count=10");

        page.Records.ShouldBeEmpty();
        page.NextOffset.ShouldBe(1);
        await Client.GetRecordsAsync(topic, 0, "3").ShouldBeProblemAsync("offset-out-of-range");
        await CompleteAsync(producer, topic, commit: false);
        (await Client.ReadAsync(topic, 0, "?count=10")).Values.ShouldBe(["behind"]);
    }

    [Fact]
    public async Task Follower_ShouldReachTheEnd_WhenNextOffsetIsFollowedThroughEverything()
    {
        var topic = await Client.CreateTopicAsync();
        using var producer = await StartProducerAsync();
        var expected = new List<string?>();
        for (var number = 0; number < 12; number++)
        {
            var commit = number % 3 != 1;
            await WriteAsync(producer, topic, commit, $"{number}a", $"{number}b");
            expected.AddRange(commit ? [$"{number}a", $"{number}b"] : []);
        }

        foreach (var count in new[] { 1, 3, 100 })
        {
            var read = new List<string?>();
            var page = await Client.ReadAsync(topic, 0, $"?count={count}");
            for (; page.Records.Count > 0; page = await Client.ReadAsync(topic, page.NextOffset, $"?count={count}"))
            {
                read.AddRange(page.Values);
            }

            read.ShouldBe(expected);
            page.NextOffset.ShouldBe(36);
        }
    }

    [Fact]
    public async Task Read_ShouldGiveEverything_WhenTheServerReadsUncommitted()
    {
        await using var uncommitted = await gateway.StartAnotherAsync("Kafka:ReadCommitted", "false");
        var topic = await Client.CreateTopicAsync();
        using var producer = await StartProducerAsync();
        await WriteAsync(producer, topic, commit: false, "aborted");
        producer.BeginTransaction();
        await ProduceAsync(producer, topic, "open");

        var page = await uncommitted.Client.ReadAsync(topic, 0, "?count=10");

        page.Values.ShouldBe(["aborted", "open"]);
        page.NextOffset.ShouldBe(3);
    }

    [Fact]
    public async Task Read_ShouldReachTheRecordBehind_WhenAMountainOfRecordsWasAborted()
    {
        var topic = await Client.CreateTopicAsync();
        using var producer = await StartProducerAsync();
        for (var transaction = 0; transaction < 15; transaction++)
        {
            producer.BeginTransaction();
            for (var number = 0; number < 200; number++)
            {
                producer.Produce(new TopicPartition(topic, 0), new Message<byte[]?, byte[]?> { Value = new byte[60_000] });
            }

            // Aborting would drop what is not sent yet.
            await Task.Run(() => producer.Flush(Cancellation), Cancellation);
            await CompleteAsync(producer, topic, commit: false);
        }

        await WriteAsync(producer, topic, commit: true, "behind");

        // 180 MB that are fetched to be thrown away. A call has its deadline, and the next one goes on where it stopped.
        var clock = Stopwatch.StartNew();
        HttpResponseMessage response;
        while (!(response = await Client.GetRecordsAsync(topic, 0, "0")).IsSuccessStatusCode)
        {
            await response.ShouldBeProblemAsync("kafka-timeout");
            clock.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(1));
        }

        var text = await response.Content.ReadAsStringAsync(Cancellation);
        text.ShouldContain("\"behind\"");
        text.ShouldContain("\"offset\":3015");
        TestContext.Current.SendDiagnosticMessage($"180 MB of aborted records are passed over in {clock.Elapsed.TotalSeconds:0.0} s.");
    }

    /// <summary>The sum of a metric's series, or of those with that tag.</summary>
    private static async Task<double> MeasureAsync(GatewayProcess gateway, string metric, string tag = "")
    {
        var metrics = (await RawHttp.GetAsync(gateway.Management!, "GET", "/metrics")).Body;
        return metrics.Split('\n')
            .Where(line => line.StartsWith(metric, StringComparison.Ordinal) && line.Contains(tag, StringComparison.Ordinal))
            .Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
    }

    private static async Task UntilAsync(Func<Task<bool>> condition) =>
        (await Waiting.UntilAsync(condition, Deadline, Cancellation)).ShouldNotBeNull();

    private static async Task ProduceAsync(IProducer<byte[]?, byte[]?> producer, string topic, string value) => await producer.ProduceAsync(
        new TopicPartition(topic, 0), new Message<byte[]?, byte[]?> { Value = Encoding.UTF8.GetBytes(value) }, Cancellation);

    private async Task WriteAsync(IProducer<byte[]?, byte[]?> producer, string topic, bool commit, params string[] values)
    {
        producer.BeginTransaction();
        foreach (var value in values)
        {
            await ProduceAsync(producer, topic, value);
        }

        await CompleteAsync(producer, topic, commit);
    }

    /// <summary>The coordinator answers before the marker stands in the partition; this returns after it.</summary>
    private async Task CompleteAsync(IProducer<byte[]?, byte[]?> producer, string topic, bool commit)
    {
        var open = await Kafka.GetEndAsync(topic, IsolationLevel.ReadCommitted);
        await Task.Run(() => (commit ? producer.CommitTransaction : (Action<TimeSpan>)producer.AbortTransaction)(Deadline), Cancellation);
        var clock = Stopwatch.StartNew();
        while (await Kafka.GetEndAsync(topic, IsolationLevel.ReadCommitted) == open)
        {
            clock.Elapsed.ShouldBeLessThan(Deadline);
        }
    }

    private async Task<IProducer<byte[]?, byte[]?>> StartProducerAsync()
    {
        var producer = Kafka.CreateProducer(new ProducerConfig { TransactionalId = GatewayClient.UniqueName("transaction"), LingerMs = 0 });
        await Task.Run(() => producer.InitTransactions(Deadline), Cancellation);
        return producer;
    }
}
