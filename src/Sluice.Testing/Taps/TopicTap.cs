// SPDX-License-Identifier: Apache-2.0

using Sluice.Core;
using Sluice.Core.Errors;
using Sluice.Core.Reading;
using Sluice.Core.Topics;

namespace Sluice.Testing.Taps;

/// <summary>
/// Reads a topic into a memory without a group, from known places on; partitions that appear meanwhile are read from their beginning.
/// </summary>
internal sealed class TopicTap : IAsyncDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(10);

    private readonly KafkaCluster _cluster;
    private readonly RecordFeed _feed;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private Task _watching = Task.CompletedTask;
    private TopicDescription _topic;

    private TopicTap(KafkaCluster cluster, RecordFeed feed, TopicDescription topic, long maxBytes, TimeProvider time)
    {
        (_cluster, _feed, _topic, _time) = (cluster, feed, topic, time);
        Memory = new TapMemory(topic.Name, maxBytes, time);
    }

    public string Topic => _topic.Name;

    /// <summary>Where it began.</summary>
    public IReadOnlyDictionary<int, long> Begin { get; private set; } = new Dictionary<int, long>();

    public TapMemory Memory { get; }

    /// <summary>How many partitions the topic has, as far as it is known.</summary>
    public int PartitionCount => Volatile.Read(ref _topic).Partitions.Count;

    /// <summary>Opens a tap. When this returns, whatever is written from now on will be seen.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="feed">The feed that reads; the tap does not own it.</param>
    /// <param name="topic">The topic, which must exist.</param>
    /// <param name="start">Where reading begins.</param>
    /// <param name="maxBytes">How much memory it may take.</param>
    /// <param name="time">The clock.</param>
    /// <param name="timeout">How long opening may take.</param>
    /// <param name="cancellationToken">Ends the opening.</param>
    public static async Task<TopicTap> OpenAsync(
        KafkaCluster cluster, RecordFeed feed, string topic, Start start, long maxBytes, TimeProvider time, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var description = await cluster.Topics.DescribeAsync(topic, timeout, cancellationToken).ConfigureAwait(false);
        var tap = new TopicTap(cluster, feed, description, maxBytes, time);
        var offsets = await start.FindAsync(cluster, description, timeout, cancellationToken).ConfigureAwait(false);
        tap.Begin = offsets;
        tap.Memory.Begin(offsets);
        await feed.FollowAsync(topic, offsets, tap.Memory, timeout, cancellationToken).ConfigureAwait(false);
        tap._watching = tap.WatchAsync();
        return tap;
    }

    /// <summary>The end of what can be read of each partition at this moment.</summary>
    public async Task<IReadOnlyDictionary<int, long>> GetEndsAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        int[] partitions = [.. _topic.Partitions.Select(partition => partition.Partition)];
        var ends = await _cluster.Topics.GetReadableEndsAsync(Topic, partitions, timeout, cancellationToken).ConfigureAwait(false);
        return partitions.Zip(ends).ToDictionary();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _watching.ConfigureAwait(false);
        _stop.Dispose();
    }

    // No client notices by itself that a topic grew soon enough, or that it was deleted and created anew.
    private async Task WatchAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(LookEvery, _time, _stop.Token).ConfigureAwait(false);
                await LookAsync().ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (KafkaFailureException exception) when (exception.Failure.Code == FailureCode.TopicNotFound)
            {
                Memory.Lose(new KafkaFailure(FailureCode.TopicNotFound, $"Topic \"{Topic}\" was deleted while the tap read it."));
                return;
            }
            catch (KafkaFailureException exception)
            {
                Memory.OnTrouble(null, exception.Failure with { IsRetryable = true });
            }
            catch (ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task LookAsync()
    {
        var now = await _cluster.Topics.DescribeAsync(Topic, CallTimeout, _stop.Token).ConfigureAwait(false);
        if (now.Id != _topic.Id)
        {
            Memory.Lose(new KafkaFailure(
                FailureCode.TopicNotFound, $"Topic \"{Topic}\" was deleted and created anew while the tap read it, so that its offsets mean other records."));
            await _stop.CancelAsync().ConfigureAwait(false);
            return;
        }

        if (now.Partitions.Count > _topic.Partitions.Count)
        {
            var added = now.Partitions.Skip(_topic.Partitions.Count).ToDictionary(partition => partition.Partition, _ => 0L);
            await _feed.FollowAsync(Topic, added, Memory, CallTimeout, _stop.Token).ConfigureAwait(false);
            Volatile.Write(ref _topic, now);
        }
    }
}
