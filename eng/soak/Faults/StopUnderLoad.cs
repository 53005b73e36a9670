// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Sluice.Core;
using Sluice.Gateway;
using Sluice.Soak.Gateways;
using Sluice.Soak.Load;
using Sluice.Soak.Reporting;
using Sluice.Testing.Clusters;

namespace Sluice.Soak.Faults;

/// <summary>
/// A gateway is asked to stop (SIGTERM) while clients write, wait and ask, some of them in the middle of a request's body. It says at once that
/// it is not ready, serves on for the delay, refuses with an answer, finishes what it began, and what it acknowledged is there.
/// </summary>
internal static class StopUnderLoad
{
    private const string Topic = "stopped";
    private const int Partitions = 6;
    private const int AnsweredBefore = 500;
    private static readonly TimeSpan StartBound = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ReadyBound = Delay;

    // Gateway:ShutdownTimeout is not set, so it is the default; a process needs its time to end.
    private static readonly TimeSpan StopBound = TimeSpan.FromSeconds(25) + TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LoadBound = TimeSpan.FromMinutes(2);

    /// <summary>Processes before a real Kafka, one after the other on the same topic: in turn with a delay and, as by default, without.</summary>
    public static async Task<ScenarioReport> RunAsync(int brokers, int clients, int stops, CancellationToken cancellationToken)
    {
        var report = new ScenarioReport("SIGTERM under load");
        await using var kafka = await KafkaProcess.StartAsync(new KafkaProcessOptions { Brokers = brokers, StartTimeout = StartBound }, cancellationToken);
        var sent = new List<SentRecord>();
        for (var stop = 1; stop <= stops; stop++)
        {
            var delay = stop % 2 == 1 ? Delay : TimeSpan.Zero;
            await using var gateway = await GatewayProcess.StartAsync(
                kafka.BootstrapServers, cancellationToken, new Dictionary<string, string> { ["Gateway__ShutdownDelay"] = $"{delay}" });
            if (stop == 1)
            {
                await gateway.Http.CreateTopicAsync(Topic, Partitions, brokers, cancellationToken);
            }

            var exitCode = -1;
            var name = $"stop {stop}, after {delay.TotalSeconds:0} s";
            using var load = new ClientsUntilTheStop(gateway.Http.Address, Topic, Partitions, clients, firstWriter: stop * clients);
            await StopAsync(report, name, gateway.Http, load, delay, async () => exitCode = await gateway.StopAsync(cancellationToken), cancellationToken);
            sent.AddRange(load.Writers.Sent);
            report.Exactly($"{name}: exit code", exitCode, 0);
            report.Note($"{name}: its last line", LastLine(gateway.LogTail));
        }

        WriteJudgement.Add(report, sent, await StoredLog.ReadAsync(kafka.BootstrapServers, Topic, Partitions, cancellationToken));
        return report;
    }

    /// <summary>A gateway in this process, on an embedded cluster that is there a little longer than the server.</summary>
    public static async Task<ScenarioReport> RunEmbeddedAsync(int clients, CancellationToken cancellationToken)
    {
        var report = new ScenarioReport("A stop under load on the embedded cluster");
        var settings = new Dictionary<string, string?>
        {
            ["Urls"] = "http://127.0.0.1:0",
            ["Gateway:Url"] = "http://127.0.0.1:0",
            ["Gateway:ShutdownDelay"] = $"{Delay}",
            ["Logging:LogLevel:Default"] = "None",
        };
        await using var app = GatewayApplication.Build(settings);
        await app.StartAsync(cancellationToken);
        var cluster = app.Services.GetRequiredService<KafkaCluster>().Embedded!;
        using var gateway = new GatewayHttp(new Uri(app.Urls.Single()));
        await gateway.CreateTopicAsync(Topic, Partitions, replicas: 3, cancellationToken);
        using var load = new ClientsUntilTheStop(gateway.Address, Topic, Partitions, clients, firstWriter: 0);
        await StopAsync(report, "the stop", gateway, load, Delay, () => app.StopAsync(cancellationToken), cancellationToken);
        WriteJudgement.Add(report, load.Writers.Sent, await StoredLog.ReadAsync(cluster.BootstrapServers, Topic, Partitions, cancellationToken));
        return report;
    }

    private static async Task StopAsync(
        ScenarioReport report,
        string name,
        GatewayHttp gateway,
        ClientsUntilTheStop load,
        TimeSpan delay,
        Func<Task> stop,
        CancellationToken cancellationToken)
    {
        var running = load.RunAsync(cancellationToken);
        await Waiting.UntilAsync(() => Task.FromResult(load.Answered >= AnsweredBefore || running.IsCompleted), LoadBound, cancellationToken);

        report.Note($"{name}: requests under way", load.UnderWay);
        var clock = Stopwatch.StartNew();
        var stopping = stop();
        if (delay > TimeSpan.Zero)
        {
            var notReady = await Waiting.UntilAsync(
                async () => (await gateway.GetAsync("health/ready", cancellationToken)).IsStopping, ReadyBound, cancellationToken);
            report.Within($"{name}: GET /health/ready says no", notReady ?? TimeSpan.MaxValue, ReadyBound);
        }

        var answered = load.Answered;
        await stopping;
        var length = clock.Elapsed;
        await running;

        var answers = load.Answers;
        report.AtLeast($"{name}: requests answered with success after that", load.Answered - answered, 1);
        report.Within($"{name}: ended", length, StopBound);
        report.AtLeast($"{name}: requests refused", answers.Count(answer => answer.IsStopping), 1);
        report.None($"{name}: requests without an answer", Texts(answers.Where(answer => answer.Status == 0)));
        report.None(
            $"{name}: answers but 200 and 503 stopping", Texts(answers.Where(answer => answer.Status != 0 && !answer.IsOk && !answer.IsStopping)));
    }

    private static string[] Texts(IEnumerable<Answer> answers) => [.. answers.Select(answer => answer.ToString())];

    private static string LastLine(string log) =>
        log.Split('\n').LastOrDefault(line => line.Contains("Stopped after", StringComparison.Ordinal))?.Trim() ?? "none";
}
