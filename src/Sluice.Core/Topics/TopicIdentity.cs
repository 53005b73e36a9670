// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Topics;

/// <summary>What reading and writing must know of a topic before they touch it.</summary>
/// <param name="Name">The topic's name.</param>
/// <param name="Id">Which life of that name it is.</param>
/// <param name="PartitionCount">Number of partitions.</param>
/// <param name="HasLeaders">Whether each of them had a leader.</param>
internal sealed record TopicIdentity(string Name, TopicId Id, int PartitionCount, bool HasLeaders = true)
{
    /// <summary>What a description says of the topic.</summary>
    public static TopicIdentity Of(string topic, TopicDescription description) =>
        new(topic, description.Id, description.Partitions.Count, description.Partitions.All(partition => partition.Leader is not null));
}
