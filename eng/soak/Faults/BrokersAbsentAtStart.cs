// SPDX-License-Identifier: Apache-2.0

using Sluice.Soak.Gateways;
using Sluice.Soak.Load;
using Sluice.Soak.Reporting;
using Sluice.Testing.Clusters;

namespace Sluice.Soak.Faults;

/// <summary>The gateway is started while no broker runs: it starts, says what is wrong, and serves by itself once they come.</summary>
internal static class BrokersAbsentAtStart
{
    private const string Topic = "absent";
    private static readonly TimeSpan RecoveryBound = TimeSpan.FromSeconds(30);

    public static async Task<ScenarioReport> RunAsync(int brokers, CancellationToken cancellationToken)
    {
        var report = new ScenarioReport("Brokers absent at the start");
        await using var kafka = await KafkaProcess.StartAsync(new KafkaProcessOptions { Brokers = brokers }, cancellationToken);
        var nodes = Enumerable.Range(1, brokers).ToArray();
        Array.ForEach(nodes, kafka.Kill);

        await using var gateway = await GatewayProcess.StartAsync(kafka.BootstrapServers, cancellationToken);
        report.Within("start of the server", gateway.StartTime, TimeSpan.FromSeconds(20));
        report.Exactly("GET /health/live", (await gateway.Http.GetAsync("health/live", cancellationToken)).Status, 200);
        var ready = await gateway.Http.GetAsync("health/ready", cancellationToken);
        report.Exactly("GET /health/ready", ready.Status, 503);
        AnswerJudgement.AddOutage(report, "GET /health/ready", [ready]);

        var answers = await Task.WhenAll(EveryOperation(gateway.Http, cancellationToken));
        AnswerJudgement.AddOutage(report, "every operation", answers);

        await Task.WhenAll(nodes.Select(node => kafka.RestartAsync(node, cancellationToken)));
        var recovery = await Waiting.UntilAsync(
            async () => (await gateway.Http.GetAsync("health/ready", cancellationToken)).IsOk, RecoveryBound, cancellationToken);
        report.Within("ready after the brokers serve", recovery ?? TimeSpan.MaxValue, RecoveryBound);

        await gateway.Http.CreateTopicAsync(Topic, partitions: 1, replicas: brokers, cancellationToken);
        var written = await gateway.Http.WriteAsync(Topic, """{"records":[{"value":"there"}]}""", cancellationToken);
        report.Exactly("first write afterwards", written.Status, 200);
        var read = await gateway.Http.ReadAsync(Topic, 0, 0, 1, cancellationToken);
        report.Exactly("first read afterwards: records", read.IsOk ? read.Json.GetProperty("records").GetArrayLength() : 0, 1);
        return report;
    }

    private static IEnumerable<Task<Answer>> EveryOperation(GatewayHttp http, CancellationToken cancellationToken) =>
    [
        http.GetAsync("v1/metadata/brokers", cancellationToken),
        http.GetAsync("v1/metadata/topics", cancellationToken),
        http.GetAsync($"v1/metadata/topics/{Topic}/partitions", cancellationToken),
        http.GetAsync($"v1/metadata/topics/{Topic}/partitions/0", cancellationToken),
        http.SendAsync(HttpMethod.Put, $"v1/topics/{Topic}", "{}", cancellationToken),
        http.SendAsync(HttpMethod.Delete, $"v1/topics/{Topic}", null, cancellationToken),
        http.WriteAsync(Topic, """{"records":[{"value":1},{"value":2}]}""", cancellationToken),
        http.ReadAsync(Topic, 0, 0, 10, cancellationToken),
    ];
}
