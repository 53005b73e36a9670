// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Taps;

/// <summary>How a tap reads.</summary>
public sealed record TapOptions
{
    /// <summary>Where it begins. With a <see cref="Group"/>: a partition goes on from the group's committed offset or from here, whichever is later.</summary>
    /// <value>Default <see cref="Start.Bookmark"/>.</value>
    public Start From { get; init; } = Start.Bookmark;

    /// <summary>The consumer group to join; null to read without one, which commits nothing and knows no rebalance.</summary>
    /// <value>Default null.</value>
    public string? Group { get; init; }

    /// <summary>What the group commits.</summary>
    /// <value>Default <see cref="Taps.Commit.Never"/>; anything else needs a <see cref="Group"/>.</value>
    public Commit Commit { get; init; } = Commit.Never;

    /// <summary>Bytes of what was seen that it keeps, without a group; the oldest are dropped first.</summary>
    /// <value>Default 256 MiB.</value>
    public long MaxBytes { get; init; } = 256 * 1024 * 1024;

    /// <summary>How long opening may take, up to the group's first assignment.</summary>
    /// <value>Default 60 s.</value>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The clock.</summary>
    /// <value>Default the system's.</value>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
