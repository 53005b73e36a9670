// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Topics;

/// <summary>A partition and where it lives.</summary>
/// <param name="Partition">The partition's number, from 0.</param>
/// <param name="Leader">The leading broker, or null while there is none.</param>
/// <param name="Replicas">All replicas.</param>
/// <param name="InSyncReplicas">The replicas in sync (ISR).</param>
public sealed record PartitionDescription(
    int Partition, BrokerDescription? Leader, IReadOnlyList<BrokerDescription> Replicas, IReadOnlyList<BrokerDescription> InSyncReplicas);
