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
            kafka.Kill(leader);
            killed.Add(leader);
        }

        report.Exactly("writers were still writing at the last kill", writing.IsCompleted ? 0 : 1, 1);
        await writing;
        await kafka.RestartAsync(killed[^1], cancellationToken);
        AnswerJudgement.Add(report, "writes", writers.Answers);
        WriteJudgement.Add(report, writers.Sent, await StoredLog.ReadAsync(kafka.BootstrapServers, Topic, Partitions, cancellationToken));
        return report;
    }

    private static async Task<int> LeaderAsync(GatewayHttp gateway, CancellationToken cancellationToken)
    {
        var partition = await gateway.GetAsync($"v1/metadata/topics/{Topic}/partitions/0", cancellationToken);
        return partition.IsOk
            ? partition.Json.GetProperty("leader").GetProperty("id").GetInt32()
            : throw new InvalidOperationException($"No leader could be found to kill: {partition}");
    }
}
