// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Errors;
using Sluice.Core.Records;

namespace Sluice.Core.Reading;

/// <summary>What to read.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Partition">The partition's number, from 0.</param>
/// <param name="Position">Where to begin.</param>
public sealed record ReadRequest(string Topic, int Partition, ReadPosition Position)
{
    /// <summary>At most that many records; at least 1. Default 1.</summary>
    public int MaxRecords { get; init; } = 1;

    /// <summary>At most that many bytes of keys, values and headers, but always one record. Default 6,000,000.</summary>
    public long MaxBytes { get; init; } = 6_000_000;

    /// <summary>How long to wait for the first record when there is none. Default: not at all.</summary>
    public TimeSpan Wait { get; init; }

    /// <summary>
    /// Asked before a record is kept, with the bytes of memory that it takes: false ends the answer before it, or fails the read with
    /// <see cref="FailureCode.Overloaded"/> if it is the first. Called from any thread, one call at a time,
    /// and of a read that was given up perhaps once more after its end. Default: all are kept.
    /// </summary>
    public Func<long, bool>? TryKeep { get; init; }

    internal bool Keeps(StoredRecord record) => TryKeep is null || TryKeep(record.Footprint);

    /// <summary>As much of what was read for several as this one has room for.</summary>
    /// <exception cref="KafkaFailureException">It has no room for the first record.</exception>
    internal ReadResult Keep(ReadResult read)
    {
        var kept = new CursorOutcome(CursorEnd.Full, read.Records, read.NextOffset).Keep(Keeps);
        return kept.Failure is { } failure ? throw new KafkaFailureException(failure) : new ReadResult(kept.Records, kept.Next);
    }
}
