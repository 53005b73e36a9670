// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Records;

/// <summary>A record as it stands in a partition. Immutable by convention: nobody writes into its arrays.</summary>
public sealed class StoredRecord
{
    // An object, its arrays and its place in an answer, beside the bytes themselves; and what a header takes in the same way.
    private const int Overhead = 256;
    private const int HeaderOverhead = 128;

    // What is shorter is sent on before it can add up.
    private const int Long = 64 * 1024;

    /// <summary>The partition's number, from 0.</summary>
    public required int Partition { get; init; }

    /// <summary>The record's offset in its partition.</summary>
    public required long Offset { get; init; }

    /// <summary>The key's bytes; null if the record has none.</summary>
    public required byte[]? Key { get; init; }

    /// <summary>The value's bytes; null for a tombstone.</summary>
    public required byte[]? Value { get; init; }

    /// <summary>Milliseconds since the Unix epoch; −1 if the record has no timestamp.</summary>
    public required long Timestamp { get; init; }

    /// <summary>Who set the timestamp.</summary>
    public required RecordTimestampType TimestampType { get; init; }

    /// <summary>The headers in their order; empty if there are none.</summary>
    public IReadOnlyList<RecordHeader> Headers { get; init; } = [];

    /// <summary>Bytes of key, value and headers together.</summary>
    public long Size
    {
        get
        {
            var size = (Key?.LongLength ?? 0) + (Value?.LongLength ?? 0);
            for (var i = 0; i < Headers.Count; i++)
            {
                var header = Headers[i];
                size += System.Text.Encoding.UTF8.GetByteCount(header.Key) + (header.Value?.LongLength ?? 0);
            }

            return size;
        }
    }

    /// <summary>Bytes of memory that it takes, and that it takes once more as JSON.</summary>
    internal long Footprint
    {
        get
        {
            var footprint = Overhead + (HeaderOverhead * Headers.Count) + (2 * Size) + EscapesOf(Key) + EscapesOf(Value);
            foreach (var header in Headers)
            {
                footprint += EscapesOf(header.Value);
            }

            return footprint;
        }
    }

    // A control character becomes six characters, a rare one of two to four bytes up to twelve.
    private static long EscapesOf(byte[]? bytes)
    {
        var escapes = 0L;
        if (bytes?.Length > Long)
        {
            foreach (var value in bytes)
            {
                escapes += value < 0x20 ? 5 : value >= 0x7F ? 1 : 0;
            }
        }

        return escapes;
    }
}
