// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Gateway.Security.Limits;

/// <summary>Bounds over all requests, section <c>Limits</c>. 0 switches a bound off.</summary>
internal sealed class LimitsOptions
{
    /// <summary>Configuration section these options are bound from.</summary>
    public const string SectionName = "Limits";

    /// <summary>Bytes of memory that requests in flight hold at most: bodies as they arrive, the records made of them with the Kafka client's
    /// copies, and answers. Past it requests wait, then are refused with <c>overloaded</c>, and reads answer fewer records.</summary>
    /// <value>Default 64 MiB; 16 MiB–1 TiB, 0 for no bound.</value>
    public long MemoryBudget { get; set; } = 64 * 1024 * 1024;

    /// <summary>How long a request may wait, before its body is read, or a read for its first record, until others give back what it needs of
    /// <c>Limits:MemoryBudget</c>. Who came first is served first.</summary>
    /// <value>Default 5 s; 1 ms–1 min, 0 to refuse at once.</value>
    public TimeSpan MemoryWait { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Requests served at a time, long polls not counted.</summary>
    /// <value>Default 1,000; 1–1,000,000, 0 for no bound.</value>
    public int MaxRequests { get; set; } = 1_000;

    /// <summary>Long polls at a time: reads with a <c>timeout</c>.</summary>
    /// <value>Default 4,000; 1–1,000,000, 0 for no bound.</value>
    public int MaxPolls { get; set; } = 4_000;

    /// <summary>Bounds for each caller, by its token or certificate. Callers without either are not told apart, so for them the bounds
    /// over all requests hold alone.</summary>
    public CallerLimitsOptions Caller { get; set; } = new();

    /// <summary>Bounds of connections and of what comes over them.</summary>
    public ConnectionLimitsOptions Connections { get; set; } = new();
}
