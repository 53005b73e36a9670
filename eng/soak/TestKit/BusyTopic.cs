// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Globalization;
using System.Text;
using Confluent.Kafka;
using Sluice.Soak.Load;
using Sluice.Soak.Reporting;
using Sluice.Testing.Clusters;
using Sluice.Testing.Pipelines;
using Sluice.Testing.Results;

namespace Sluice.Soak.TestKit;

/// <summary>
/// Fifty cases at a time wait for their records in a topic that gets very many others, which the test kit reads too: each finds its own, in time,
/// and nobody else's.
/// </summary>
internal static class BusyTopic
{
    private const int Lanes = 50;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan CaseBound = TimeSpan.FromSeconds(2);

    /// <param name="cases">How many cases.</param>
    /// <param name="othersPerSecond">How many other records are written a second.</param>
    /// <param name="leastOthers">How many of them must be acknowledged a second: what is written in one may be so in the next.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<ScenarioReport> RunAsync(int cases, int othersPerSecond, int leastOthers, CancellationToken cancellationToken)
    {
        var report = new ScenarioReport("Fifty open expectations in a busy topic");
        using var echo = await EchoCases.WriteAsync(Lanes, cases / Lanes, cancellationToken);
        await using var kafka = await KafkaProcess.StartAsync(new KafkaProcessOptions(), cancellationToken);
        await using var pipeline = await echo.OpenAsync(kafka.BootstrapServers, new PipelineOptions { CreateTopics = true }, cancellationToken);
        using var service = new EchoService(kafka.BootstrapServers, EchoCases.Input, EchoCases.Output, EchoCases.Group);
        await service.Assigned.WaitAsync(Patience, cancellationToken);

        // Compiles, and is not counted.
        await echo.RunAsync(pipeline, cancellationToken);
        var alone = await echo.RunAsync(pipeline, cancellationToken);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var consumer = new ConsumerBuilder<Ignore, Ignore>(new ConsumerConfig { BootstrapServers = kafka.BootstrapServers, GroupId = "ends" }).Build();
        var empty = LogEnd();
        var others = Task.Factory.StartNew(
            () => WriteOthers(kafka.BootstrapServers, othersPerSecond, over.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

        // A broker that has just started is slow at first.
        await Waiting.UntilAsync(
            () => Task.FromResult(others.IsCompleted || LogEnd() - empty >= 2 * othersPerSecond), Patience, cancellationToken);
        if (others.IsFaulted)
        {
            await others;
        }

        var (before, clock) = (LogEnd(), Stopwatch.StartNew());
        var busy = await echo.RunAsync(pipeline, cancellationToken);
        var rate = (LogEnd() - before) / clock.Elapsed.TotalSeconds;
        await over.CancelAsync();
        var lost = await others + busy.Cases.Count - (LogEnd() - empty);

        report.Note("cases, fifty at once", busy.Cases.Count);
        report.Add("other records that are not in the log", $"{lost}", "= 0", lost == 0);
        report.Add("other records a second, in the log", $"{rate:0}", $"≥ {leastOthers}", rate >= leastOthers);
        report.None("cases that did not pass", [.. EchoCases.Alarms(alone), .. EchoCases.Alarms(busy)]);
        report.Note("median time of a case with nothing beside", EchoCases.Milliseconds(Median(alone)));
        var median = Median(busy);
        report.Add("median time of a case", EchoCases.Milliseconds(median), $"≤ {EchoCases.Milliseconds(CaseBound)}", median <= CaseBound);
        return report;

        long LogEnd() => Enumerable.Range(0, Lanes)
            .Sum(partition => consumer.QueryWatermarkOffsets(new TopicPartition(EchoCases.Output, partition), Patience).High.Value);
    }

    // Until it is over; tells how many. As many a millisecond as make the rate, and what a late millisecond owes with the next; all of a millisecond
    // to one partition, as a producer writes records without a key, since the broker is to be busy with records and not with requests. Reports of so
    // many records would cost this process, which has the taps, more than the writing: the log tells as well.
    private static long WriteOthers(string servers, int perSecond, CancellationToken over)
    {
        var config = new ProducerConfig { BootstrapServers = servers, LingerMs = 5, QueueBufferingMaxMessages = 1_000_000, EnableDeliveryReports = false };
        using var producer = new ProducerBuilder<byte[], byte[]>(config).Build();
        var message = new Message<byte[], byte[]> { Value = Encoding.UTF8.GetBytes("""{"id":"somebody else's","n":"0","padding":"................................................"}""") };
        var written = 0L;
        var lane = 0;
        for (var clock = Stopwatch.StartNew(); !over.IsCancellationRequested; lane = (lane + 1) % Lanes)
        {
            var place = new TopicPartition(EchoCases.Output, lane);
            for (var owed = (long)(clock.Elapsed.TotalSeconds * perSecond); written < owed; written++)
            {
                message.Key = Encoding.UTF8.GetBytes(written.ToString(CultureInfo.InvariantCulture));
                producer.Produce(place, message);
            }

            over.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(1));
        }

        producer.Flush(Patience);
        return written;
    }

    private static TimeSpan Median(RunResult result) => EchoCases.Median([.. result.Cases.Select(one => one.Elapsed)]);
}
