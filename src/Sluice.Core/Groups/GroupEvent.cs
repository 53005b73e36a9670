// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Groups;

/// <summary>Something that happened to a member of a group. Immutable.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Time">When.</param>
/// <param name="Partitions">The partitions it is about, by topic and number, with their offsets where these are known.</param>
/// <param name="Detail">The reason, with failures; else null.</param>
public sealed record GroupEvent(GroupEventKind Kind, DateTimeOffset Time, IReadOnlyList<PartitionPosition> Partitions, string? Detail = null);
