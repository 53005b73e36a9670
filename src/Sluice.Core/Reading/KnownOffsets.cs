// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using Sluice.Core.Topics;

namespace Sluice.Core.Reading;

/// <summary>
/// How far each partition is known to reach, and where it was known to begin a moment ago. A log only grows, so an offset below the end that is
/// remembered needs no question to Kafka before it is fetched. Only that: an answer of "nothing there" is never given from here. Thread-safe.
/// </summary>
internal sealed class KnownOffsets(TopicCatalog topics, TimeProvider time)
{
    /// <summary>For how long what was fetched ahead may still be given out after it was deleted.</summary>
    internal static readonly TimeSpan StartMaxAge = TimeSpan.FromMilliseconds(250);

    private const int MaxPartitions = 100_000;
    private readonly ConcurrentDictionary<PartitionKey, long> _ends = new();
    private readonly ConcurrentDictionary<PartitionKey, (long Offset, long At)> _starts = new();

    /// <summary>The end as far as known; −1 if nothing is.</summary>
    public long GetEnd(PartitionKey partition) => _ends.GetValueOrDefault(partition, -1);

    /// <summary>Takes an end that Kafka has just given.</summary>
    public void SetEnd(PartitionKey partition, long end) => Remember(_ends, partition, end);

    /// <summary>The earliest offset, as Kafka gave it no longer ago than <see cref="StartMaxAge"/>.</summary>
    /// <exception cref="Errors.KafkaFailureException">No such topic, no such partition, or Kafka cannot be asked.</exception>
    public async ValueTask<long> GetStartAsync(PartitionKey partition, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (_starts.TryGetValue(partition, out var known) && time.GetElapsedTime(known.At) < StartMaxAge)
        {
            return known.Offset;
        }

        var asked = time.GetTimestamp();
        var start = await topics.GetStartAsync(partition.Topic, partition.Partition, timeout, cancellationToken).ConfigureAwait(false);
        Remember(_starts, partition, (start, asked));
        return start;
    }

    private static void Remember<T>(ConcurrentDictionary<PartitionKey, T> known, PartitionKey partition, T value)
    {
        if (known.Count >= MaxPartitions)
        {
            known.Clear();
        }

        known[partition] = value;
    }
}
