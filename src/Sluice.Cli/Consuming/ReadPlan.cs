// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Cli.Consuming;

/// <summary>What is read of a partition.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="Start">The first offset.</param>
/// <param name="End">The offset to stop before; null to go on for ever.</param>
internal readonly record struct ReadPlan(int Partition, long Start, long? End);
