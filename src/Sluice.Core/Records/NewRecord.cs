// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Records;

/// <summary>A record to be written. Its arrays are handed over: the caller does not change them afterwards.</summary>
public readonly record struct NewRecord
{
    /// <summary>The key's bytes; null for none.</summary>
    public byte[]? Key { get; init; }

    /// <summary>The value's bytes; null for a tombstone.</summary>
    public byte[]? Value { get; init; }

    /// <summary>The partition to write to; null lets the key decide (murmur2, as Java producers do), or chance without a key.</summary>
    public int? Partition { get; init; }

    /// <summary>Milliseconds since the Unix epoch; null for the moment of writing.</summary>
    public long? Timestamp { get; init; }

    /// <summary>The headers in their order; null or empty for none.</summary>
    public IReadOnlyList<RecordHeader>? Headers { get; init; }
}
