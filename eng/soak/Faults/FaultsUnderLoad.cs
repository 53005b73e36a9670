// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using System.Diagnostics;
using Sluice.Soak.Gateways;
using Sluice.Soak.Load;
using Sluice.Soak.Memory;
using Sluice.Soak.Reporting;
using Sluice.TestIdentity;
using Sluice.Testing.Clusters;

namespace Sluice.Soak.Faults;

/// <summary>
/// Clients with tokens write, read and ask, while brokers are killed and restarted one after another and the identity provider changes its
/// keys: no acknowledged record is lost, whatever fails may be retried, every request ends in time, and memory stays where it is.
/// </summary>
internal static class FaultsUnderLoad
{
    private const string Topic = "faults";
    private const int Partitions = 6;
    private const int Brokers = 3;
    private const int RecordsPerRequest = 2;
    private const int GrowthBound = 64;
    private static readonly TimeSpan StartBound = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan RejoinBound = TimeSpan.FromSeconds(90);

    /// <param name="clients">Clients; at least 16.</param>
    /// <param name="warmUp">Time before the faults, after which memory is measured.</param>
    /// <param name="length">Time with faults.</param>
    /// <param name="outage">How long each broker is away.</param>
    /// <param name="rotation">How often the provider changes its keys.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public static async Task<ScenarioReport> RunAsync(
        int clients, TimeSpan warmUp, TimeSpan length, TimeSpan outage, TimeSpan rotation, CancellationToken cancellationToken)
    {
        var report = new ScenarioReport("Load with faults");
        await using var provider = await TestIdentityProvider.StartAsync(cancellationToken);
        var group = Guid.NewGuid().ToString();
        var application = provider.Add(new TestApplication { Groups = [group] });
        var tokens = new RotatingTokens(provider, application);
        await using var kafka = await KafkaProcess.StartAsync(new KafkaProcessOptions { Brokers = Brokers, StartTimeout = StartBound }, cancellationToken);
        var settings = provider.GatewaySettings.Append(new("Security:Groups:Allowed:0", group))
            .ToDictionary(setting => setting.Key.Replace(":", "__", StringComparison.Ordinal), setting => setting.Value!);

        // A key is not looked for sooner than that after the keys were read; on a busy machine they are read long after the change before.
        settings["Security__Tokens__KeyRetryInterval"] = $"{rotation / 4:c}";
        await using var gateway = await GatewayProcess.StartAsync(kafka.BootstrapServers, cancellationToken, settings, () => tokens.Current);
        await gateway.Http.CreateTopicAsync(Topic, Partitions, Brokers, cancellationToken, """{"min.insync.replicas":2}""");

        using var stop = new CancellationTokenSource();
        bool GoOn() => !stop.IsCancellationRequested;
        var readers = Enumerable.Range(0, Math.Max(1, clients / 4 / Partitions)).Select(_ => new EndReaders(gateway.Http, Topic, Partitions)).ToArray();
        var askers = clients / 16;
        var writers = new RecordWriters(gateway.Http, Topic, clients - (readers.Length * Partitions) - askers, RecordsPerRequest, Pace);
        var asked = new ConcurrentQueue<Answer>();
        var load = Task.WhenAll(
        [
            writers.RunAsync(_ => GoOn(), cancellationToken),
            tokens.RotateAsync(rotation, GoOn, cancellationToken),
            .. readers.Select(reader => reader.RunAsync(GoOn, cancellationToken)),
            .. Enumerable.Range(0, askers).Select(asker => AskAsync(gateway.Http, asker % Partitions, asked, GoOn, cancellationToken)),
        ]);
        var warm = await MemoryWatch.WhileAsync(gateway, Task.Delay(warmUp, cancellationToken), cancellationToken);
        var kills = 0;
        var samples = await MemoryWatch.WhileAsync(gateway, KillInTurnAsync(), cancellationToken);
        await stop.CancelAsync();
        await load;

        report.Note("clients", clients);
        report.Note("time with faults", length);
        report.AtLeast("brokers killed and restarted", kills, 1);
        report.AtLeast("changes of the provider's keys", tokens.Rotations, 1);
        AnswerJudgement.Add(report, "writes", writers.Answers);
        AnswerJudgement.Add(report, "reads", [.. readers.SelectMany(reader => reader.Answers)]);
        AnswerJudgement.Add(report, "questions", [.. asked]);
        foreach (var reader in readers)
        {
            report.None("partitions whose reader did not see the last record", await reader.BehindAsync(cancellationToken));
        }

        report.Note("resident at most before the faults, MiB", warm.Peak());
        report.Note("resident at most in each quarter with faults, MiB", samples.PeaksByQuarter());
        report.AtMost("growth with faults, MiB", samples.Peak() - warm.Peak(), GrowthBound);
        WriteJudgement.Add(report, writers.Sent, await StoredLog.ReadAsync(kafka.BootstrapServers, Topic, Partitions, cancellationToken));
        return report;

        async Task KillInTurnAsync()
        {
            var clock = Stopwatch.StartNew();
            for (var broker = 1; clock.Elapsed < length || kills == 0; broker = (broker % Brokers) + 1)
            {
                kafka.Kill(broker);
                await Task.Delay(outage, cancellationToken);
                await kafka.RestartAsync(broker, cancellationToken);
                kills++;
                var rejoined = await Waiting.UntilAsync(() => AreAllInSyncAsync(gateway.Http, cancellationToken), RejoinBound, cancellationToken);
                report.Within($"kill {kills}: broker {broker} is in sync again", rejoined ?? TimeSpan.MaxValue, RejoinBound);
            }
        }
    }

    private static async Task AskAsync(GatewayHttp gateway, int partition, ConcurrentQueue<Answer> answers, Func<bool> goOn, CancellationToken cancellationToken)
    {
        while (goOn())
        {
            await Task.Delay(Pace, cancellationToken);
            var answer = await gateway.GetAsync($"v1/metadata/topics/{Topic}/partitions/{partition}", cancellationToken);
            answers.Enqueue(answer with { Body = answer.IsOk ? "" : answer.Body });
        }
    }

    private static async Task<bool> AreAllInSyncAsync(GatewayHttp gateway, CancellationToken cancellationToken)
    {
        var answer = await gateway.GetAsync($"v1/metadata/topics/{Topic}/partitions", cancellationToken);
        return answer.IsOk && answer.Json.GetProperty("partitions").EnumerateArray().All(partition => partition.GetProperty("isr").GetArrayLength() == Brokers);
    }
}
