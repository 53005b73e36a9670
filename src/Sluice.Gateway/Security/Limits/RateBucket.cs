// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Gateway.Security.Limits;

/// <summary>
/// What a caller has used of a rate: it wears off as time goes by, and more than a burst of it must wear off before more may be used
/// (the token bucket, told from its other end, so that a new one is the same as one long unused). Not thread-safe.
/// </summary>
internal struct RateBucket
{
    private double _used;
    private TimeSpan _asOf;

    /// <summary>What has not worn off yet.</summary>
    public double UsedAt(TimeSpan now, double rate)
    {
        _used = Math.Max(0, _used - ((now - _asOf).TotalSeconds * rate));
        _asOf = now;
        return _used;
    }

    /// <summary>How long until the use is down to <paramref name="allowed"/>; zero if it is.</summary>
    public TimeSpan WaitFor(double allowed, TimeSpan now, double rate)
    {
        var excess = UsedAt(now, rate) - allowed;

        // A day is as good as for ever, and what no time span holds would not be.
        return excess > 0 ? TimeSpan.FromSeconds(Math.Min(excess / rate, TimeSpan.SecondsPerDay)) : TimeSpan.Zero;
    }

    /// <summary>Counts what is used now.</summary>
    public void Use(double amount, TimeSpan now, double rate) => _used = UsedAt(now, rate) + amount;
}
