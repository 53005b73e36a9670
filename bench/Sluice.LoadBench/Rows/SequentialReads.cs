// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Sluice.LoadBench.Load;
using Sluice.LoadBench.References;
using Sluice.LoadBench.Reporting;
using Sluice.Soak.Gateways;

namespace Sluice.LoadBench.Rows;

/// <summary>Readers that follow a log from its beginning, each answer beginning where the one before ended.</summary>
internal static class SequentialReads
{
    private const int Count = 1_000;
    private const int Readers = 8;

    public static async Task<Findings> RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        var kafka = await bench.KafkaAsync(cancellationToken);
        var gateway = await bench.GatewayAsync(cancellationToken);
        var topic = await Bench.CreateTopicAsync(gateway, Readers, 1, cancellationToken);
        var each = bench.Length.Records / 2;
        await Task.WhenAll(Enumerable.Range(0, Readers).Select(partition => Writes.FillAsync(gateway, topic, partition, each, cancellationToken)));
        var found = new List<Figure>();
        foreach (var (readers, target) in ((int, double)[])[(1, 45), (Readers, 50)])
        {
            var figures = await Turns.RunAsync(
                bench.Length,
                () => ReferenceProcess.ReadNativeAsync(kafka.BootstrapServers, topic, readers, each, cancellationToken),
                () => ReadAsync(gateway, topic, readers, each, cancellationToken));
            var (native, ours) = (figures[0].Median(), figures[1].Median());
            found.Add(new($"native client, records, {readers} at once", native, "/s"));
            found.Add(new($"gateway, records, {readers} at once", ours, "/s"));
            found.Add(Figure.Share($"gateway, of the native client, {readers} at once", ours, native, target));
        }

        return Findings.Of([.. found]);
    }

    private static async Task<double> ReadAsync(GatewayProcess gateway, string topic, int readers, int each, CancellationToken cancellationToken)
    {
        var begun = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, readers).Select(partition => ReadPartitionAsync(gateway, topic, partition, each, cancellationToken)));
        return readers * each / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    private static async Task ReadPartitionAsync(GatewayProcess gateway, string topic, int partition, int records, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = gateway.Http.Address };
        for (var offset = 0L; offset < records;)
        {
            offset = await Pages.ReadAsync(client, GatewayHttp.PathOfRead(topic, partition, offset, Count), cancellationToken);
        }
    }
}
