// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Records;

namespace Sluice.Core.Reading;

/// <summary>What was read.</summary>
/// <param name="Records">The records, by offset; empty at the readable end.</param>
/// <param name="NextOffset">The offset to read next.</param>
public sealed record ReadResult(IReadOnlyList<StoredRecord> Records, long NextOffset);
