// SPDX-License-Identifier: Apache-2.0

using Sluice.Soak.Gateways;
using Sluice.Soak.Reporting;
using Sluice.Testing.Clusters;

namespace Sluice.Soak.Memory;

/// <summary>
/// Polls that wait at the end of the log, a thousand at a time: half are woken by a record, half expire, again and again.
/// They cost no threads, and the process does not grow from round to round.
/// </summary>
internal static class ParkedPolls
{
    private const string Topic = "parked";
    private const int Partitions = 10;
    private const int WarmUpRounds = 2;
    private const int GrowthBound = 48;

    // Not one a poll: those that a record wakes at the same moment read it with the pool's 32 consumers at most, of four threads each.
    private const int ThreadBound = 160;

    public static async Task<ScenarioReport> RunAsync(int polls, int rounds, TimeSpan wait, CancellationToken cancellationToken)
    {
        var report = new ScenarioReport("Parked polls");
        await using var kafka = await KafkaProcess.StartAsync(new KafkaProcessOptions(), cancellationToken);
        await using var gateway = await GatewayProcess.StartAsync(kafka.BootstrapServers, cancellationToken);
        await gateway.Http.CreateTopicAsync(Topic, Partitions, replicas: 1, cancellationToken);
        var idle = gateway.Figures();
        var unexpected = new List<string>();
        for (var round = 0; round < WarmUpRounds; round++)
        {
            await RoundAsync(gateway, polls, wait, unexpected, cancellationToken);
        }

        var warm = gateway.Figures();
        var samples = await MemoryWatch.WhileAsync(gateway, RoundsAsync(), cancellationToken);

        report.Note("polls at a time", polls);
        report.Note("rounds after warm-up", rounds);
        report.None("polls with another answer than theirs", unexpected);
        report.Note("resident when idle, MiB", (long)idle.ResidentMegabytes);
        report.Note("resident after warm-up, MiB", (long)warm.ResidentMegabytes);
        report.Note("resident at most in each quarter afterwards, MiB", samples.PeaksByQuarter());
        report.AtMost("growth after warm-up, MiB", samples.Peak() - (int)warm.ResidentMegabytes, GrowthBound);
        report.AtMost("threads more than when idle", samples.Max(sample => sample.Threads) - idle.Threads, ThreadBound);
        return report;

        async Task RoundsAsync()
        {
            for (var round = 0; round < rounds; round++)
            {
                await RoundAsync(gateway, polls, wait, unexpected, cancellationToken);
            }
        }
    }

    // Even partitions get a record once all wait: their polls answer it at once, the others nothing when their time is over.
    private static async Task RoundAsync(GatewayProcess gateway, int polls, TimeSpan wait, List<string> unexpected, CancellationToken cancellationToken)
    {
        var ends = await Task.WhenAll(Enumerable.Range(0, Partitions).Select(partition => EndAsync(gateway.Http, partition, cancellationToken)));
        var waiting = Enumerable.Range(0, polls)
            .Select(poll => gateway.Http.ReadAsync(Topic, poll % Partitions, ends[poll % Partitions], 1, cancellationToken, wait)).ToArray();
        await Task.Delay(wait / 2, cancellationToken);
        var early = waiting.Count(poll => poll.IsCompleted);
        for (var partition = 0; partition < Partitions; partition += 2)
        {
            await gateway.Http.WriteAsync(Topic, $$"""{"records":[{"value":"wake","partition":{{partition}}}]}""", cancellationToken);
        }

        var answers = await Task.WhenAll(waiting);
        if (early > 0)
        {
            unexpected.Add($"{early} polls answered before there was a record");
        }

        unexpected.AddRange(answers.Where((answer, poll) => !answer.IsOk || answer.Json.GetProperty("records").GetArrayLength() != (poll % 2 == 0 ? 1 : 0))
            .Select(answer => answer.ToString()));
    }

    private static async Task<long> EndAsync(GatewayHttp http, int partition, CancellationToken cancellationToken) =>
        (await http.GetAsync($"v1/metadata/topics/{Topic}/partitions/{partition}", cancellationToken)).Json.GetProperty("latest_offset").GetInt64();
}
