// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Topics;

/// <summary>What reading and writing must know of a topic before they touch it.</summary>
/// <param name="Name">The topic's name.</param>
/// <param name="Id">Which life of that name it is.</param>
/// <param name="PartitionCount">Number of partitions.</param>
internal sealed record TopicIdentity(string Name, TopicId Id, int PartitionCount);
