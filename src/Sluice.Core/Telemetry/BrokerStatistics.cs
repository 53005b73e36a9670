// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Telemetry;

/// <summary>What a native client reports of its connection to one broker; counts are since the client was made.</summary>
internal readonly record struct BrokerStatistics
{
    /// <summary>The broker's id; negative for an address that is not known to be a broker's yet.</summary>
    public int Id { get; init; }

    /// <summary>Whether the connection is up.</summary>
    public bool IsUp { get; init; }

    /// <summary>Requests that wait to be sent or answered.</summary>
    public long Pending { get; init; }

    /// <summary>Round trip, 99th percentile of the last interval, in microseconds.</summary>
    public long RoundTripP99 { get; init; }

    public long SentBytes { get; init; }

    public long ReceivedBytes { get; init; }

    public long Retries { get; init; }

    public long Errors { get; init; }
}
