// SPDX-License-Identifier: Apache-2.0

using Sluice.Core;
using Sluice.Core.Topics;

namespace Sluice.Testing.Taps;

/// <summary>Where a tap begins to read. Immutable.</summary>
public sealed class Start
{
    private readonly Func<KafkaCluster, TopicDescription, TimeSpan, CancellationToken, Task<IReadOnlyDictionary<int, long>>> _find;

    private Start(Func<KafkaCluster, TopicDescription, TimeSpan, CancellationToken, Task<IReadOnlyDictionary<int, long>>> find) => _find = find;

    /// <summary>The end of each partition when the tap is opened: all that is written afterwards.</summary>
    public static Start Bookmark { get; } = new((cluster, topic, timeout, token) => BoundsAsync(cluster, topic, offsets => offsets.Latest, timeout, token));

    /// <summary>The same as <see cref="Bookmark"/>, which is the end at that moment.</summary>
    public static Start End => Bookmark;

    /// <summary>The first record still there.</summary>
    public static Start Begin { get; } = new((cluster, topic, timeout, token) => BoundsAsync(cluster, topic, offsets => offsets.Earliest, timeout, token));

    /// <summary>These offsets by partition; partitions that are not named begin at their end.</summary>
    public static Start Offsets(IReadOnlyDictionary<int, long> offsets)
    {
        ArgumentNullException.ThrowIfNull(offsets);
        return new(async (cluster, topic, timeout, token) =>
        {
            var ends = await Bookmark.FindAsync(cluster, topic, timeout, token).ConfigureAwait(false);
            var unknown = offsets.Keys.Where(partition => !ends.ContainsKey(partition)).ToArray();
            return unknown.Length > 0
                ? throw new TapException($"Topic \"{topic.Name}\" has {topic.Partitions.Count} partitions, numbered from 0: there is no {unknown[0]}.")
                : ends.ToDictionary(end => end.Key, end => offsets.GetValueOrDefault(end.Key, end.Value));
        });
    }

    /// <summary>The first record of each partition at or after that time. The embedded cluster cannot look that up.</summary>
    public static Start Time(DateTimeOffset time) => new(async (cluster, topic, timeout, token) =>
    {
        var found = await Task.WhenAll(topic.Partitions.Select(async partition => (
            partition.Partition,
            await cluster.Topics.GetOffsetAtTimeAsync(topic.Name, partition.Partition, time.ToUnixTimeMilliseconds(), timeout, token).ConfigureAwait(false))))
            .ConfigureAwait(false);
        return found.ToDictionary(place => place.Partition, place => place.Item2);
    });

    internal Task<IReadOnlyDictionary<int, long>> FindAsync(KafkaCluster cluster, TopicDescription topic, TimeSpan timeout, CancellationToken cancellationToken) =>
        _find(cluster, topic, timeout, cancellationToken);

    private static async Task<IReadOnlyDictionary<int, long>> BoundsAsync(
        KafkaCluster cluster, TopicDescription topic, Func<PartitionOffsets, long> choose, TimeSpan timeout, CancellationToken cancellationToken)
    {
        int[] partitions = [.. topic.Partitions.Select(partition => partition.Partition)];
        var offsets = await cluster.Topics.GetOffsetsAsync(topic.Name, partitions, timeout, cancellationToken).ConfigureAwait(false);
        return offsets.ToDictionary(offset => offset.Partition, choose);
    }
}
