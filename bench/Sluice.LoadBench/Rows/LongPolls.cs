// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Globalization;
using Sluice.LoadBench.Load;
using Sluice.LoadBench.Reporting;
using Sluice.Soak.Gateways;

namespace Sluice.LoadBench.Rows;

/// <summary>Readers that wait at the end of the log: how soon one has the record after its writer has the acknowledgement.</summary>
internal static class LongPolls
{
    private const int Parked = 1_000;

    public static async Task<Findings> RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        var gateway = await bench.GatewayAsync(cancellationToken);
        var topic = await Bench.CreateTopicAsync(gateway, 1, 1, cancellationToken);
        await using var polls = await ParkedPolls.StartAsync(gateway, Parked, cancellationToken);
        var times = new List<TimeSpan>();
        for (var sample = 0L; sample < bench.Length.Samples; sample++)
        {
            times.Add(await MeasureAsync(gateway, topic, sample, cancellationToken));
        }

        return Findings.Of(Figure.Milliseconds("p50", times.Percentile(50), 3), Figure.Milliseconds("p99", times.Percentile(99), 20));
    }

    private static async Task<TimeSpan> MeasureAsync(GatewayProcess gateway, string topic, long offset, CancellationToken cancellationToken)
    {
        var poll = gateway.Http.ReadAsync(topic, 0, offset, 1, cancellationToken, TimeSpan.FromSeconds(30));

        // Parked by then: what has not been asked for cannot wait.
        await Task.Delay(TimeSpan.FromMilliseconds(10), cancellationToken);
        var written = await gateway.Http.WriteAsync(topic, """{"records":[{"value":"wake","partition":0}]}""", cancellationToken);
        var acknowledged = Stopwatch.GetTimestamp();
        var answer = await poll;
        var time = Stopwatch.GetElapsedTime(acknowledged);
        return written.IsOk && answer.NextOffset == offset + 1
            ? time : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"Not the record at {offset}: {written}, {answer}"));
    }
}
