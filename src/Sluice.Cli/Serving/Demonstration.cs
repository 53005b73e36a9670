// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text;
using Sluice.Core;
using Sluice.Core.Errors;
using Sluice.Core.Records;
using Sluice.Core.Topics;

namespace Sluice.Cli.Serving;

/// <summary>A topic on which a few records a second arrive, so that there is something to read.</summary>
internal sealed class Demonstration(KafkaCluster cluster, TimeProvider time)
{
    public const string Topic = "demo";
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(300);
    private static readonly string[] Sensors = ["boiler", "kitchen", "outside"];

    /// <summary>Creates the topic; one that is there, perhaps because somebody has deleted and created it, is good as well.</summary>
    public async Task CreateTopicAsync(CancellationToken cancellationToken)
    {
        try
        {
            await cluster.Topics.CreateAsync(new NewTopic(Topic) { PartitionCount = 1 }, Timeout, cancellationToken);
        }
        catch (KafkaFailureException failure) when (failure.Failure.Code == FailureCode.TopicExists)
        {
        }
    }

    /// <summary>Writes a record at every interval until <paramref name="stop"/>; creates the topic again if it is deleted.</summary>
    public async Task WriteUntilAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Interval, time);
        for (var count = 0; !stop.IsCancellationRequested; count++)
        {
            try
            {
                await cluster.Writer.WriteAsync(Topic, [Record(count)], Timeout, stop);
                await timer.WaitForNextTickAsync(stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (KafkaFailureException failure) when (failure.Failure.Code == FailureCode.TopicNotFound)
            {
                await CreateTopicAsync(stop);
            }
        }
    }

    private NewRecord Record(int count)
    {
        var sensor = Sensors[count % Sensors.Length];
        var celsius = 20 + Math.Round(5 * Math.Sin(count / 10.0), 1);
        var at = time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        var value = FormattableString.Invariant($$"""{"sensor":"{{sensor}}","celsius":{{celsius}},"at":"{{at}}"}""");
        return new NewRecord { Key = Encoding.UTF8.GetBytes(sensor), Value = Encoding.UTF8.GetBytes(value) };
    }
}
