// SPDX-License-Identifier: Apache-2.0

using Sluice.Soak.Gateways;
using Sluice.Soak.Load;
using Sluice.Soak.Reporting;
using Sluice.Testing.Clusters;

namespace Sluice.Soak.Faults;

/// <summary>
/// A broker that leads partitions is killed (SIGKILL) while four writers write, once or several times; three replicas, two of them in sync at least.
/// Each acknowledged record is there once, at its place and in its key's order; all others got an error.
/// </summary>
internal static class BrokerKilledDuringWrites
{
    private const string Topic = "killed";
    private const int Partitions = 6;
    private const int Writers = 4;
    private const int RecordsPerRequest = 20;
    // A broker is given up by the others after 9 s (broker.session.timeout.ms).
    private static readonly TimeSpan RecoveryBound = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan WriteBound = TimeSpan.FromMinutes(5);

    public static async Task<ScenarioReport> RunAsync(int records, int kills, CancellationToken cancellationToken)
    {
        var report = new ScenarioReport("One of three brokers killed during writes");
        await using var kafka = await KafkaProcess.StartAsync(new KafkaProcessOptions { Brokers = 3 }, cancellationToken);
        await using var gateway = await GatewayProcess.StartAsync(kafka.BootstrapServers, cancellationToken);
        await gateway.Http.CreateTopicAsync(Topic, Partitions, replicas: 3, cancellationToken, """{"min.insync.replicas":2}""");

        var writers = new RecordWriters(gateway.Http, Topic, Writers, RecordsPerRequest);
        var writing = writers.RunAsync(sent => sent < records / Writers, cancellationToken);
        var killed = new List<int>();
        for (var kill = 1; kill <= kills; kill++)
        {
            var moment = records * kill / (kills + 1);
            await Waiting.UntilAsync(() => Task.FromResult(writers.Answered >= moment || writing.IsCompleted), WriteBound, cancellationToken);
            if (killed.Count > 0)
            {
                await kafka.RestartAsync(killed[^1], cancellationToken);
            }

            var leader = await LeaderAsync(gateway.Http, cancellationToken);
            report.Note($"kill {kill}: broker {leader}, after records", writers.Answered);
            report.Exactly($"kill {kill}: writers are still writing", writing.IsCompleted ? 0 : 1, 1);
            kafka.Kill(leader);
            killed.Add(leader);
            var recovery = await Waiting.UntilAsync(() => ServesAsync(gateway.Http, cancellationToken), RecoveryBound, cancellationToken);
            report.Within($"kill {kill}: ready, and every partition is written and read again", recovery ?? TimeSpan.MaxValue, RecoveryBound);
        }

        await writing;
        await kafka.RestartAsync(killed[^1], cancellationToken);
        AnswerJudgement.Add(report, "writes", writers.Answers);
        var log = await StoredLog.ReadAsync(kafka.BootstrapServers, Topic, Partitions, cancellationToken);
        WriteJudgement.Add(report, writers.Sent, log.Without("probe"));
        return report;
    }

    private static async Task<bool> ServesAsync(GatewayHttp gateway, CancellationToken cancellationToken)
    {
        var toEachPartition = string.Join(',', Enumerable.Range(0, Partitions).Select(partition => $$"""{"value":"probe","partition":{{partition}}}"""));
        var written = await gateway.WriteAsync(Topic, $$"""{"records":[{{toEachPartition}}]}""", cancellationToken);
        if (!written.IsOk)
        {
            return false;
        }

        var read = await Task.WhenAll(Enumerable.Range(0, Partitions).Select(partition => gateway.ReadAsync(Topic, partition, 0, 1, cancellationToken)));
        return read.All(answer => answer.IsOk) && (await gateway.GetAsync("health/ready", cancellationToken)).IsOk;
    }

    private static async Task<int> LeaderAsync(GatewayHttp gateway, CancellationToken cancellationToken)
    {
        var partition = await gateway.GetAsync($"v1/metadata/topics/{Topic}/partitions/0", cancellationToken);
        return partition.IsOk
            ? partition.Json.GetProperty("leader").GetProperty("id").GetInt32()
            : throw new InvalidOperationException($"No leader could be found to kill: {partition}");
    }
}
