// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Soak.Groups;

/// <summary>A record that a member printed, in the order of its output.</summary>
internal readonly record struct PrintedRecord(int Partition, long Offset);
