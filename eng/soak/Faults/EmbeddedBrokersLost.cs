// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Sluice.Core;
using Sluice.Gateway;
using Sluice.Soak.Gateways;
using Sluice.Soak.Load;
using Sluice.Soak.Reporting;

namespace Sluice.Soak.Faults;

/// <summary>The embedded cluster loses the brokers one after the other, then all at once, while clients write.</summary>
internal static class EmbeddedBrokersLost
{
    private const string Topic = "embedded";
    private const int Partitions = 3;
    private static readonly int[] Brokers = [1, 2, 3];
    private static readonly TimeSpan RecoveryBound = TimeSpan.FromSeconds(10);

    public static async Task<ScenarioReport> RunAsync(TimeSpan outage, CancellationToken cancellationToken)
    {
        var report = new ScenarioReport("Embedded brokers stopped during writes");
        var settings = new Dictionary<string, string?>
        {
            ["Urls"] = "http://127.0.0.1:0",
            ["Gateway:Url"] = "http://127.0.0.1:0",
            ["Logging:LogLevel:Default"] = "None",
        };
        await using var app = GatewayApplication.Build(settings);
        await app.StartAsync(cancellationToken);
        var cluster = app.Services.GetRequiredService<KafkaCluster>().Embedded!;
        using var gateway = new GatewayHttp(new Uri(app.Urls.Single()));
        await gateway.CreateTopicAsync(Topic, Partitions, replicas: 3, cancellationToken);
        using var stop = new CancellationTokenSource();
        var writers = new RecordWriters(gateway, Topic, writers: 4, recordsPerRequest: 5);
        var writing = writers.RunAsync(sent => sent < 5000 && !stop.IsCancellationRequested, cancellationToken);

        foreach (var broker in Brokers)
        {
            cluster.StopBroker(broker);
            report.Within($"a write succeeds without broker {broker}", await UntilWritableAsync(gateway, cancellationToken), RecoveryBound);
            cluster.StartBroker(broker);
        }

        Array.ForEach(Brokers, cluster.StopBroker);
        var clock = Stopwatch.StartNew();
        var late = new List<Answer>();
        while (clock.Elapsed < outage)
        {
            late.AddRange(await Task.WhenAll(
                gateway.WriteAsync(Topic, """{"records":[{"value":"late"}]}""", cancellationToken),
                gateway.ReadAsync(Topic, 0, 0, 1000, cancellationToken),
                gateway.GetAsync($"v1/metadata/topics/{Topic}/partitions/0", cancellationToken)));
        }

        Array.ForEach(Brokers, cluster.StartBroker);
        report.Within("a write succeeds after all are back", await UntilWritableAsync(gateway, cancellationToken), RecoveryBound);
        await stop.CancelAsync();
        await writing;

        AnswerJudgement.AddOutage(report, "while all are stopped", late);
        AnswerJudgement.Add(report, "writes throughout", writers.Answers);
        var log = await StoredLog.ReadAsync(cluster.BootstrapServers, Topic, Partitions, cancellationToken);
        WriteJudgement.Add(report, writers.Sent, log.Without("late", "probe"));
        await app.StopAsync(cancellationToken);
        return report;
    }

    private static async Task<TimeSpan> UntilWritableAsync(GatewayHttp gateway, CancellationToken cancellationToken)
    {
        const string ToEachPartition = """{"records":[{"value":"probe","partition":0},{"value":"probe","partition":1},{"value":"probe","partition":2}]}""";
        var taken = await Waiting.UntilAsync(
            async () => (await gateway.WriteAsync(Topic, ToEachPartition, cancellationToken)).IsOk, RecoveryBound, cancellationToken);
        return taken ?? TimeSpan.MaxValue;
    }
}
