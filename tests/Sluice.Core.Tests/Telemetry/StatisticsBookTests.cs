// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using Sluice.Core.Telemetry;

namespace Sluice.Core.Tests.Telemetry;

public sealed class StatisticsBookTests : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly FakeTimeProvider _time = new();
    private readonly FakeLogger _logger = new();
    private readonly StatisticsBook _book;

    public StatisticsBookTests() => _book = new StatisticsBook(
        new KafkaInstruments(Meters.Create(KafkaTelemetry.Name)), Interval, _logger, _time);

    private IMeterFactory Meters => _services.GetRequiredService<IMeterFactory>();

    public void Dispose() => _services.Dispose();

    [Fact]
    public void Bytes_ShouldGrowByWhatIsNew_AlsoAfterAConnectionThatBeganAnew()
    {
        using var bytes = Collect<long>("sluice.kafka.broker.io");
        var client = _book.Add();

        client.Take(Report(clock: 1, Broker(7, sent: 100)));
        client.Take(Report(clock: 2, Broker(7, sent: 150)));
        client.Take(Report(clock: 3, Broker(7, sent: 20)));

        Sent(bytes).ShouldBe([100L, 50L, 20L]);
    }

    [Fact]
    public void Report_ShouldCountOnce_WhenAnOlderOneComesAfterIt()
    {
        using var bytes = Collect<long>("sluice.kafka.broker.io");
        var client = _book.Add();

        client.Take(Report(clock: 2, Broker(7, sent: 150)));
        client.Take(Report(clock: 1, Broker(7, sent: 100)));

        Sent(bytes).ShouldBe([150L]);
    }

    [Fact]
    public void Brokers_ShouldBeSummedOverTheClients()
    {
        using var connections = Collect<long>("sluice.kafka.broker.connections");
        using var rtt = Collect<double>("sluice.kafka.broker.rtt");
        using var pending = Collect<long>("sluice.kafka.broker.requests.pending");
        using var queued = Collect<long>("sluice.kafka.producer.queue.records");
        _book.Add().Take(Report(clock: 1, Broker(7, state: "UP", rtt: 2_000), Broker(8, state: "DOWN")));
        _book.Add().Take(Report(clock: 1, Broker(7, state: "UP", rtt: 5_000), Broker(-1, state: "UP")));

        Last(connections).ShouldBe([(7, 2L), (8, 0L)]);
        Last(rtt).ShouldBe([(7, 0.005), (8, 0)]);
        Last(pending).ShouldBe([(7, 6L), (8, 3L)]);
        queued.RecordObservableInstruments();
        queued.LastMeasurement!.Value.ShouldBe(10);
    }

    [Fact]
    public void Client_ShouldBeForgotten_WhenItSaysNoMore()
    {
        using var connections = Collect<long>("sluice.kafka.broker.connections");
        _book.Add().Take(Report(clock: 1, Broker(7, state: "UP")));

        _time.Advance((3 * Interval) + TimeSpan.FromSeconds(1));

        Last(connections).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"ts":1""")]
    [InlineData("""{"ts":"x"}""")]
    [InlineData("""{"ts":1,"brokers":{"a":5}}""")]
    public void Report_ShouldBeRefusedWithAWarning_WhenItIsNone(string json)
    {
        _book.Add().Take(json);

        _logger.Collector.GetSnapshot().ShouldHaveSingleItem().Id.Name.ShouldBe("StatisticsUnreadable");
    }

    private static string Report(long clock, params string[] brokers) =>
        $$$"""{"name":"sluice#producer-1","ts":{{{clock}}},"msg_cnt":5,"topics":{"t":{"partitions":{"0":{"x":[1,{}]} } } },"brokers":{{{{string.Join(',', brokers)}}}}}""";

    private static string Broker(int id, string state = "UP", long sent = 0, long rtt = 0) =>
        $$"""
        "kafka:9092/{{id}}":{"nodeid":{{id}},"state":"{{state}}","outbuf_cnt":1,"waitresp_cnt":2,"txbytes":{{sent}},"rxbytes":0,"txretries":0,
        "txerrs":0,"rxerrs":0,"rtt":{"min":1,"avg":2,"p99":{{rtt}},"p99_99":9},"req":{"Produce":1},"toppars":{"t-0":{"topic":"t"} } }
        """;

    private static long[] Sent(MetricCollector<long> bytes) =>
        [.. bytes.GetMeasurementSnapshot().Where(m => (string?)m.Tags["network.io.direction"] == "transmit").Select(m => m.Value)];

    private static (int Broker, T Value)[] Last<T>(MetricCollector<T> collector)
        where T : struct
    {
        collector.Clear();
        collector.RecordObservableInstruments();
        return [.. collector.GetMeasurementSnapshot().Select(m => ((int)m.Tags["sluice.kafka.broker.id"]!, m.Value))];
    }

    private MetricCollector<T> Collect<T>(string instrument)
        where T : struct => new(Meters, KafkaTelemetry.Name, instrument);
}
