// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;

namespace Sluice.Core.Reading;

/// <summary>
/// How far each partition is known to reach. A log only grows, so an offset below what is remembered needs no question
/// to Kafka before it is fetched. Only that: an answer of "nothing there" is never given from here.
/// </summary>
internal sealed class KnownEnds
{
    private const int MaxPartitions = 100_000;
    private readonly ConcurrentDictionary<PartitionKey, long> _ends = new();

    /// <summary>The end as far as known; −1 if nothing is.</summary>
    public long Get(PartitionKey partition) => _ends.GetValueOrDefault(partition, -1);

    /// <summary>Takes an end that Kafka has just given.</summary>
    public void Set(PartitionKey partition, long end)
    {
        if (_ends.Count >= MaxPartitions)
        {
            _ends.Clear();
        }

        _ends[partition] = end;
    }
}
