// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Errors;
using Sluice.Core.Topics;

namespace Sluice.Core.Reading;

/// <summary>
/// Looks whether the topics at whose ends readers wait are still there and still the same, once for all who wait: a thousand that looked for
/// themselves would keep the processor and the garbage collector busy with it.
/// </summary>
internal sealed class TailWatch(Tail tail, TopicCatalog topics, TimeProvider time)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    /// <summary>Looks until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(LookEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
            {
                await Task.WhenAll(tail.Partitions.GroupBy(partition => (partition.Key.Topic, partition.Key.Id)).Select(LookAsync)).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Nobody waits any more.
        }

        async Task LookAsync(IGrouping<(string Name, TopicId Id), TailPartition> topic)
        {
            if (!await IsStillSameAsync(topic.Key.Name, topic.Key.Id, cancellationToken).ConfigureAwait(false))
            {
                foreach (var partition in topic)
                {
                    partition.LookAgain();
                }
            }
        }
    }

    private async Task<bool> IsStillSameAsync(string topic, TopicId id, CancellationToken cancellationToken)
    {
        try
        {
            return (await topics.ResolveAsync(topic, TimeSpan.Zero, LookEvery, cancellationToken).ConfigureAwait(false)).Id == id;
        }
        catch (KafkaFailureException e) when (e.Failure.IsRetryable)
        {
            // Kafka cannot be asked just now; who waits may go on waiting.
            return true;
        }
        catch (Exception)
        {
            // Who waits finds out what it is, and says so to the caller.
            return false;
        }
    }
}
