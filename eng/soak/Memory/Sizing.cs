// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Sluice.Soak.Gateways;
using Sluice.Soak.Reporting;
using Sluice.Testing.Clusters;

namespace Sluice.Soak.Memory;

/// <summary>What one gateway takes: memory by connections, long polls, cursors and waiting records, and processor time by requests.</summary>
internal static class Sizing
{
    private const string Topic = "sizing";
    private const int Partitions = 32;
    private const int WarmUp = 500;
    private const int RecordsPerRequest = 10;
    private const int PageRecords = 500;
    private const int ResidentBound = 768;
    private static readonly TimeSpan PollTime = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan ParkedAfter = TimeSpan.FromSeconds(10);
    private static readonly string Padding = new('x', 80);

    public static async Task<ScenarioReport> RunAsync(int clients, int requests, CancellationToken cancellationToken)
    {
        var report = new ScenarioReport("What one gateway takes");
        await using var kafka = await KafkaProcess.StartAsync(
            new KafkaProcessOptions { StartTimeout = TimeSpan.FromMinutes(2) }, cancellationToken);
        await using var gateway = await GatewayProcess.StartAsync(kafka.BootstrapServers, cancellationToken);
        await gateway.Http.CreateTopicAsync(Topic, Partitions, replicas: 1, cancellationToken);
        report.Note("resident after the start, MiB", Resident(gateway));
        await WriteAsync(gateway, WarmUp, cancellationToken);
        report.Note($"resident after {WarmUp} writes, MiB", Resident(gateway));

        await ConnectAsync(report, gateway, clients, cancellationToken);
        await PollAsync(report, gateway, clients, cancellationToken);

        var before = gateway.Figures();
        await WriteAsync(gateway, requests, cancellationToken);
        Processor(report, gateway, before, $"1,000 writes of {RecordsPerRequest} records of 100 bytes", requests);

        before = gateway.Figures();
        var records = await ReadAllAsync(gateway, cancellationToken);
        report.Note($"{Partitions} partitions read at once: resident, MiB more", Resident(gateway) - (int)before.ResidentMegabytes);
        report.Note($"{Partitions} partitions read at once: threads more", gateway.Figures().Threads - before.Threads);
        Processor(report, gateway, before, $"1,000 records read in pages of {PageRecords}", records);
        report.AtMost("resident at the end, MiB", Resident(gateway), ResidentBound);
        return report;
    }

    private static async Task ConnectAsync(ScenarioReport report, GatewayProcess gateway, int clients, CancellationToken cancellationToken)
    {
        var before = gateway.Figures();
        var connections = Enumerable.Range(0, clients).Select(_ => new WireClient(gateway.Http.Address)).ToArray();
        foreach (var connection in connections)
        {
            await connection.SendAsync("GET", "/health/live", "", TimeSpan.Zero, cancellationToken);
        }

        Memory(report, gateway, before, $"{clients} idle connections", clients);
        report.Note($"{clients} idle connections: open files more", gateway.Figures().OpenFiles - before.OpenFiles);
        Array.ForEach(connections, connection => connection.Dispose());
    }

    private static async Task PollAsync(ScenarioReport report, GatewayProcess gateway, int clients, CancellationToken cancellationToken)
    {
        var before = gateway.Figures();
        var polls = Enumerable.Range(0, clients)
            .Select(poll => gateway.Http.GetAsync(
                $"v1/consumer/topics/{Topic}/partitions/{poll % Partitions}/offsets/latest?timeout={PollTime.TotalMilliseconds:0}", cancellationToken)).ToArray();
        await Task.Delay(ParkedAfter, cancellationToken);
        Memory(report, gateway, before, $"{clients} long polls, with their connections", clients);
        report.Note($"{clients} long polls: threads more", gateway.Figures().Threads - before.Threads);
        report.None("long polls that failed", [.. (await Task.WhenAll(polls)).Where(answer => !answer.IsOk).Select(answer => answer.ToString())]);
    }

    private static async Task WriteAsync(GatewayProcess gateway, int requests, CancellationToken cancellationToken)
    {
        const int Writers = 16;
        var body = string.Join(',', Enumerable.Range(0, RecordsPerRequest).Select(number => $$"""{"key":"key-{{number}}","value":"{{Padding}}"}"""));
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(async _ =>
        {
            for (var sent = 0; sent < requests / Writers; sent++)
            {
                var answer = await gateway.Http.WriteAsync(Topic, $$"""{"records":[{{body}}]}""", cancellationToken);
                if (!answer.IsOk)
                {
                    throw new InvalidOperationException($"Nothing can be measured: {answer}");
                }
            }
        }));
    }

    private static async Task<long> ReadAllAsync(GatewayProcess gateway, CancellationToken cancellationToken)
    {
        var counts = await Task.WhenAll(Enumerable.Range(0, Partitions).Select(async partition =>
        {
            for (var next = 0L; ;)
            {
                var answer = await gateway.Http.ReadAsync(Topic, partition, next, PageRecords, cancellationToken);
                if (answer.NextOffset is not { } end)
                {
                    throw new InvalidOperationException($"Nothing can be measured: {answer}");
                }

                if (end == next)
                {
                    return next;
                }

                next = end;
            }
        }));
        return counts.Sum();
    }

    private static int Resident(GatewayProcess gateway) => (int)gateway.Figures().ResidentMegabytes;

    private static void Memory(ScenarioReport report, GatewayProcess gateway, ProcessFigures before, string what, int count)
    {
        var more = gateway.Figures().ResidentMegabytes - before.ResidentMegabytes;
        report.Note($"{what}: resident, MiB more", (int)more);
        report.Note($"{what}: KiB for each", (int)(more * 1024 / count));
    }

    private static void Processor(ScenarioReport report, GatewayProcess gateway, ProcessFigures before, string what, long count)
    {
        var milliseconds = (gateway.Figures().ProcessorTime - before.ProcessorTime).TotalMilliseconds / count * 1000;
        report.Note($"{what}: processor time", string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0} ms"));
    }
}
