// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Sluice.Testing.Clusters;

namespace Sluice.Testing.Tests.Clusters;

public sealed class KafkaProcessTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Broker_ShouldKeepItsRecords_WhenKilledAndRestarted()
    {
        KafkaHome.Require();
        var options = new KafkaProcessOptions
        {
            Brokers = 3,
            ServerProperties = new Dictionary<string, string> { ["broker.session.timeout.ms"] = "3000", ["broker.heartbeat.interval.ms"] = "500" },
        };
        await using var kafka = await KafkaProcess.StartAsync(options, Token);
        using var admin = new AdminClientBuilder(Quiet(new AdminClientConfig(), kafka)).SetLogHandler((_, _) => { }).Build();
        using var producer = new ProducerBuilder<string, string>(Quiet(new ProducerConfig(), kafka)).SetLogHandler((_, _) => { }).Build();
        await admin.CreateTopicsAsync([new TopicSpecification { Name = "orders", NumPartitions = 1, ReplicationFactor = 3 }]);
        await producer.ProduceAsync("orders", new Message<string, string> { Key = "a", Value = "before" }, Token);

        kafka.Kill(2);
        var whileDown = await producer.ProduceAsync("orders", new Message<string, string> { Key = "a", Value = "while down" }, Token);
        await kafka.RestartAsync(2, Token);

        whileDown.Offset.Value.ShouldBe(1);
        await UntilKnownAsync(admin, 1, 2, 3);
        kafka.LogTailOf(2).ShouldContain("Kafka Server started");
    }

    [Fact]
    public async Task Broker_ShouldAnswerNothing_WhilePaused()
    {
        KafkaHome.Require();
        await using var kafka = await KafkaProcess.StartAsync(new KafkaProcessOptions { AutoCreateTopics = true }, Token);
        using var producer = new ProducerBuilder<Null, string>(Quiet(new ProducerConfig(), kafka)).SetLogHandler((_, _) => { }).Build();
        await producer.ProduceAsync("made-by-writing", new Message<Null, string> { Value = "warm" }, Token);

        kafka.Pause(1);
        var write = producer.ProduceAsync("made-by-writing", new Message<Null, string> { Value = "held" }, Token);
        var first = await Task.WhenAny(write, Task.Delay(TimeSpan.FromMilliseconds(300), Token));
        kafka.Resume(1);

        first.ShouldNotBeSameAs(write);
        (await write).Offset.Value.ShouldBe(1);
    }

    [Fact]
    public async Task Dispose_ShouldRemoveTheData()
    {
        KafkaHome.Require();
        var kafka = await KafkaProcess.StartAsync(new KafkaProcessOptions(), Token);
        var thereWhileRunning = Directory.Exists(kafka.Folder);

        await kafka.DisposeAsync();

        thereWhileRunning.ShouldBeTrue();
        Directory.Exists(kafka.Folder).ShouldBeFalse();
    }

    [Fact]
    public async Task Start_ShouldShowTheLog_WhenABrokerEndsEarly()
    {
        KafkaHome.Require();
        var options = new KafkaProcessOptions
        {
            ServerProperties = new Dictionary<string, string> { ["authorizer.class.name"] = "no.such.Authorizer" },
        };

        var failure = await Should.ThrowAsync<KafkaProcessException>(() => KafkaProcess.StartAsync(options, Token));

        failure.Message.ShouldStartWith("Broker 1 ended while it started.");
        failure.Message.ShouldContain("no.such.Authorizer");
    }

    [Fact]
    public async Task Start_ShouldShowWhatJavaSays_WhenItDoesNotKnowAnOption()
    {
        KafkaHome.Require();
        var options = new KafkaProcessOptions { JavaOptions = ["-XX:TieredStopAtLevel=4", "-XX:+NoSuchOption"] };

        var failure = await Should.ThrowAsync<KafkaProcessException>(() => KafkaProcess.StartAsync(options, Token));

        failure.Message.ShouldContain("NoSuchOption");
    }

    [Fact]
    public async Task Start_ShouldShowTheTool_WhenAPropertyIsRefused()
    {
        KafkaHome.Require();
        var options = new KafkaProcessOptions { ServerProperties = new Dictionary<string, string> { ["num.partitions"] = "many" } };

        var failure = await Should.ThrowAsync<KafkaProcessException>(() => KafkaProcess.StartAsync(options, Token));

        failure.Message.ShouldContain("num.partitions");
    }

    [Fact]
    public async Task Start_ShouldNameTheFolder_WhenItIsNoDistribution()
    {
        var folder = AppContext.BaseDirectory;

        var failure = await Should.ThrowAsync<KafkaProcessException>(
            () => KafkaProcess.StartAsync(new KafkaProcessOptions { KafkaHome = folder }, Token));

        failure.Message.ShouldBe($"\"{folder}\" is no Kafka distribution: it has no folder libs.");
    }

    // The others hear of a broker that is back a moment after it serves.
    private static async Task UntilKnownAsync(IAdminClient admin, params int[] brokers)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
        deadline.CancelAfter(TimeSpan.FromMinutes(1));
        while (!admin.GetMetadata(TimeSpan.FromMinutes(1)).Brokers.Select(broker => broker.BrokerId).Order().SequenceEqual(brokers))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), deadline.Token);
        }
    }

    private static TConfig Quiet<TConfig>(TConfig config, KafkaProcess kafka)
        where TConfig : ClientConfig
    {
        config.BootstrapServers = kafka.BootstrapServers;
        return config;
    }
}
