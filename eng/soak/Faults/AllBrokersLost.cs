// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Sluice.Soak.Gateways;
using Sluice.Soak.Load;
using Sluice.Soak.Reporting;
using Sluice.Testing.Clusters;

namespace Sluice.Soak.Faults;

/// <summary>All brokers are killed while clients write and read, and come back: answers come in time all along, and everything recovers by itself.</summary>
internal static class AllBrokersLost
{
    private const string Topic = "lost";
    private const int Partitions = 3;
    private static readonly TimeSpan RecoveryBound = TimeSpan.FromSeconds(30);

    public static async Task<ScenarioReport> RunAsync(int brokers, TimeSpan outage, CancellationToken cancellationToken)
    {
        var report = new ScenarioReport("All brokers killed during writes and reads");
        await using var kafka = await KafkaProcess.StartAsync(new KafkaProcessOptions { Brokers = brokers }, cancellationToken);
        await using var gateway = await GatewayProcess.StartAsync(kafka.BootstrapServers, cancellationToken);
        await gateway.Http.CreateTopicAsync(Topic, Partitions, replicas: brokers, cancellationToken);
        var nodes = Enumerable.Range(1, brokers).ToArray();
        using var stop = new CancellationTokenSource();
        var writers = new RecordWriters(gateway.Http, Topic, writers: 6, recordsPerRequest: 10);
        var readers = new EndReaders(gateway.Http, Topic, Partitions);
        var load = Task.WhenAll(
            writers.RunAsync(_ => !stop.IsCancellationRequested, cancellationToken), readers.RunAsync(() => !stop.IsCancellationRequested, cancellationToken));
        await Waiting.UntilAsync(() => Task.FromResult(writers.Answered >= 1000 || load.IsCompleted), TimeSpan.FromMinutes(1), cancellationToken);

        Array.ForEach(nodes, kafka.Kill);
        var clock = Stopwatch.StartNew();
        var late = new List<Answer>();
        while (clock.Elapsed < outage)
        {
            late.AddRange(await Task.WhenAll(
                gateway.Http.WriteAsync(Topic, """{"records":[{"value":"late"}]}""", cancellationToken),
                gateway.Http.ReadAsync(Topic, 0, 0, 1000, cancellationToken),
                gateway.Http.GetAsync($"v1/metadata/topics/{Topic}/partitions/0", cancellationToken)));
        }

        report.Note("outage", clock.Elapsed);
        await Task.WhenAll(nodes.Select(node => kafka.RestartAsync(node, cancellationToken)));
        await PlainProducer.WaitUntilServedAsync(kafka.BootstrapServers, Topic, Partitions, cancellationToken);
        var recovery = await Waiting.UntilAsync(
            async () => (await gateway.Http.WriteAsync(Topic, """{"records":[{"value":"probe"}]}""", cancellationToken)).IsOk, RecoveryBound, cancellationToken);
        report.Within("a write succeeds after Kafka serves every partition", recovery ?? TimeSpan.MaxValue, RecoveryBound + AnswerJudgement.Deadline);
        if (recovery is null)
        {
            report.Note("the gateway's last words", gateway.LogTail);
        }

        await stop.CancelAsync();
        await load;

        AnswerJudgement.AddOutage(report, "during the outage", late);
        AnswerJudgement.Add(report, "writes throughout", writers.Answers);
        AnswerJudgement.Add(report, "reads throughout", readers.Answers);
        report.None("readers that did not see the last record", await readers.BehindAsync(cancellationToken));
        var log = await StoredLog.ReadAsync(kafka.BootstrapServers, Topic, Partitions, cancellationToken);
        WriteJudgement.Add(report, writers.Sent, log.Without("late", "probe", PlainProducer.Value));
        return report;
    }
}
