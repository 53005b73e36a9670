// SPDX-License-Identifier: Apache-2.0

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
}
