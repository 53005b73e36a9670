// SPDX-License-Identifier: Apache-2.0

using System.Net.Sockets;
using System.Text;
using Sluice.Soak.Gateways;
using Sluice.Soak.Load;
using Sluice.Soak.Reporting;

namespace Sluice.Soak.Faults;

/// <summary>
/// Clients hang up by the hundred: within a request's body, before the answer to a write, and while they wait for records.
/// Nobody else notices, and nothing of them stays.
/// </summary>
internal static class ClientHangUps
{
    private const string Topic = "hangups";
    private const int Wave = 200;
    private const int ThreadSlack = 8;
    private static readonly TimeSpan ReleaseBound = TimeSpan.FromSeconds(20);
    private static readonly Dictionary<string, string> QuicklyClosedCursors = new() { ["Kafka__CursorIdleTimeout"] = "00:00:02" };

    public static async Task<ScenarioReport> RunAsync(int clients, CancellationToken cancellationToken)
    {
        var report = new ScenarioReport("Clients that hang up");
        await using var gateway = await GatewayProcess.StartAsync(bootstrapServers: null, cancellationToken, QuicklyClosedCursors);
        await gateway.Http.CreateTopicAsync(Topic, partitions: 3, replicas: 3, cancellationToken);
        using var stop = new CancellationTokenSource();
        var writers = new RecordWriters(gateway.Http, Topic, writers: 2, recordsPerRequest: 2);
        var readers = new EndReaders(gateway.Http, Topic, partitions: 3);
        var before = await WarmUpAsync(gateway, cancellationToken);
        var steady = Task.WhenAll(
            writers.RunAsync(_ => !stop.IsCancellationRequested, cancellationToken), readers.RunAsync(() => !stop.IsCancellationRequested, cancellationToken));

        for (var done = 0; done < clients; done += Wave)
        {
            await Task.WhenAll(Enumerable.Range(done, Wave).Select(client => HangUpAsync(gateway.Http.Address, client, cancellationToken)));
        }

        await stop.CancelAsync();
        await steady;
        var released = await Waiting.UntilAsync(
            () => Task.FromResult(gateway.Figures() is var now && now.OpenFiles <= before.OpenFiles && now.Threads <= before.Threads + ThreadSlack),
            ReleaseBound,
            cancellationToken);
        var after = gateway.Figures();
        report.Note("clients that hung up", clients);
        AnswerJudgement.Add(report, "writes of others", writers.Answers);
        AnswerJudgement.Add(report, "reads of others", readers.Answers);
        report.None("others that got an error", [.. writers.Answers.Concat(readers.Answers).Where(answer => !answer.IsOk).Select(answer => answer.ToString())]);
        report.Within("nothing of them is left after", released ?? TimeSpan.MaxValue, ReleaseBound);
        report.AtMost("open files more than before", after.OpenFiles - before.OpenFiles, 0);
        report.AtMost("threads more than before", after.Threads - before.Threads, ThreadSlack);
        report.Exactly("GET /health/ready", (await gateway.Http.GetAsync("health/ready", cancellationToken)).Status, 200);
        return report;
    }

    // The first requests open what stays open for all that follow.
    private static async Task<ProcessFigures> WarmUpAsync(GatewayProcess gateway, CancellationToken cancellationToken)
    {
        var writers = new RecordWriters(gateway.Http, Topic, writers: 8, recordsPerRequest: 1);
        var readers = new EndReaders(gateway.Http, Topic, partitions: 3);
        await writers.RunAsync(sent => sent < 20, cancellationToken);
        await readers.BehindAsync(cancellationToken);
        return gateway.Figures();
    }

    private static async Task HangUpAsync(Uri address, int client, CancellationToken cancellationToken)
    {
        const string Body = """{"records":[{"value":"of one who has gone"}]}""";
        var request = (client % 3) switch
        {
            0 => $"POST /v1/producer/topics/{Topic} HTTP/1.1\r\nHost: gateway\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{Body}",
            1 => $"POST /v1/producer/topics/{Topic} HTTP/1.1\r\nHost: gateway\r\nContent-Type: application/json\r\nContent-Length: {Body.Length}\r\n\r\n{Body}",
            _ => $"GET /v1/consumer/topics/{Topic}/partitions/{client % 9 / 3}/offsets/latest?timeout=30000 HTTP/1.1\r\nHost: gateway\r\n\r\n",
        };
        using var connection = new TcpClient { LingerState = new LingerOption(enable: true, seconds: 0) };
        await connection.ConnectAsync(address.Host, address.Port, cancellationToken);
        await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request), cancellationToken);
        await Task.Delay(TimeSpan.FromMilliseconds(client % 50), cancellationToken);
    }
}
