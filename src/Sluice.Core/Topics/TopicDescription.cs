// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Topics;

/// <summary>A topic as the cluster describes it at the time of the call.</summary>
/// <param name="Name">The topic's name.</param>
/// <param name="Id">Which life of that name it is.</param>
/// <param name="Partitions">All partitions, by number.</param>
public sealed record TopicDescription(string Name, TopicId Id, IReadOnlyList<PartitionDescription> Partitions);
