// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Reading;

/// <summary>Where a read begins, and whether it is one of few records.</summary>
internal readonly record struct CursorPlace(PartitionKey Partition, long Offset, bool ForFew);
