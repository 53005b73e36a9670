// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Groups.Administration;

/// <summary>What of a topic is reset.</summary>
/// <param name="Topic">The topic's name.</param>
/// <param name="Partitions">The partitions; null for all of them.</param>
public sealed record ResetScope(string Topic, IReadOnlyList<int>? Partitions = null);
