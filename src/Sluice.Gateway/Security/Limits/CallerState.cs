// SPDX-License-Identifier: Apache-2.0

using Sluice.Gateway.Http.Memory;

namespace Sluice.Gateway.Security.Limits;

/// <summary>What one caller uses now. Guarded by the lock of <see cref="CallerLimits"/>.</summary>
internal sealed class CallerState(MemoryBudget memory)
{
    public RateBucket Requests;
    public RateBucket Bytes;

    public int RequestsNow { get; set; }

    public int PollsNow { get; set; }

    /// <summary>The caller's share of memory.</summary>
    public MemoryBudget Memory => memory;

    public bool IsBusy => RequestsNow + PollsNow > 0;
}
