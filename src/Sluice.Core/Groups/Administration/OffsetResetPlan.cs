// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Groups.Administration;

/// <summary>What a reset would do; nothing is changed until <see cref="GroupCatalog.ResetAsync"/> is given it.</summary>
/// <param name="Group">The group's id.</param>
/// <param name="Partitions">Each partition, by topic and number.</param>
public sealed record OffsetResetPlan(string Group, IReadOnlyList<PlannedReset> Partitions);
