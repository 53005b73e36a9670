// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Gateway.Security.Limits;

/// <summary>Bounds for each caller, section <c>Limits:Caller</c>. 0 switches a bound off.</summary>
internal sealed class CallerLimitsOptions
{
    /// <summary>Requests a second.</summary>
    /// <value>Default 2,000, more than one sequential client sends; 0.001–1,000,000, 0 for no bound.</value>
    public double RequestsPerSecond { get; set; } = 2_000;

    /// <summary>Bytes a second of bodies, decompressed, and of answered records, before compression. What a request carried is counted when
    /// it ends, so that none is refused for its own size: the next ones wait for it.</summary>
    /// <value>Default 128 MiB, a gigabit line; 1–1 TiB, 0 for no bound.</value>
    public long BytesPerSecond { get; set; } = 128 * 1024 * 1024;

    /// <summary>How much a caller that has been still may use at once: what the rates give in that time, and always one request.</summary>
    /// <value>Default 2 s; 1 ms–1 h.</value>
    public TimeSpan Burst { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Requests at a time, long polls not counted.</summary>
    /// <value>Default 200; 1–1,000,000, 0 for no bound.</value>
    public int MaxRequests { get; set; } = 200;

    /// <summary>Long polls at a time: reads with a <c>timeout</c>.</summary>
    /// <value>Default 1,000; 1–1,000,000, 0 for no bound.</value>
    public int MaxPolls { get; set; } = 1_000;

    /// <summary>The share of <c>Limits:MemoryBudget</c> that the requests of one caller hold at most, so that others always find some.</summary>
    /// <value>Default 0.75; 0.01–1, where 1 is no bound.</value>
    public double MemoryShare { get; set; } = 0.75;
}
