// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Results;

/// <summary>What an entry of the timeline tells.</summary>
public enum TimelineKind
{
    /// <summary>The case sent it.</summary>
    Sent,

    /// <summary>It was seen on a topic, in a store or over HTTP.</summary>
    Seen,

    /// <summary>The kit or the cluster did something: partitions revoked, offsets committed, a broker stopped.</summary>
    Event,
}
