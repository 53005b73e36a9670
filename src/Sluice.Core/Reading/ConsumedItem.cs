// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Records;

namespace Sluice.Core.Reading;

/// <summary>What came from a partition: a record, or the news that there is none at this offset yet.</summary>
internal readonly record struct ConsumedItem(StoredRecord? Record, long Offset);
