// SPDX-License-Identifier: Apache-2.0

using Sluice.LoadBench.Load;
using Sluice.LoadBench.References;
using Sluice.LoadBench.Reporting;

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
        var (each, time) = (bench.Length.Records, bench.Length.Load);
        await Task.WhenAll(Enumerable.Range(0, Readers).Select(partition => Records.FillAsync(gateway, topic, partition, each, cancellationToken)));
        var found = new List<Figure>();
        foreach (var (readers, target) in ((int, double)[])[(1, 45), (Readers, 50)])
        {
            await using var client = await ReferenceProcess.StartReaderAsync(kafka.BootstrapServers, topic, readers, each, cancellationToken);
            var figures = await Turns.RunAsync(
                bench.Length,
                () => client.WorkAsync(time, cancellationToken),
                async () => (await Wrk.ReadAsync(gateway, topic, ReadPattern.Sequential, readers, Count, each, time, cancellationToken)).RecordRate);
            found.AddRange(Figure.BesideNative($"{readers} at once", figures[0].Median(), figures[1].Median(), target));
        }

        return Findings.Of([.. found]);
    }
}
