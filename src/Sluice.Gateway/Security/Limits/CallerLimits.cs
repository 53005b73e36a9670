// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Sluice.Gateway.Http.Memory;
using Sluice.Gateway.Http.Problems;

namespace Sluice.Gateway.Security.Limits;

/// <summary>Keeps every caller within its limits. Thread-safe.</summary>
/// <remarks>
/// One lock guards all callers: it is held for a look into a dictionary and some arithmetic. A caller without requests whose use has worn
/// off is the same as a new one, so it is forgotten; past <see cref="MaxCallers"/> so is everyone without a request under way.
/// </remarks>
internal sealed class CallerLimits
{
    /// <summary>So many callers without a request under way are remembered at most; each takes less than a kilobyte.</summary>
    public const int MaxCallers = 10_000;

    private const int FirstSweep = 1_000;
    private const int LongestKey = 200;
    private static readonly TimeSpan Shortly = TimeSpan.FromSeconds(1);

    private static readonly Problem NoMemory = new(
        ErrorCatalogue.TooManyRequests,
        "The caller's requests in flight hold all the memory that Limits:Caller:MemoryShare gives it: send fewer at a time.");

    private readonly CallerLimitsOptions _options;
    private readonly long _memoryShare;
    private readonly double _requestBurst;
    private readonly double _byteBurst;
    private readonly MemoryBudget _memory;
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, CallerState> _callers = new(StringComparer.Ordinal);
    private int _sweepAt = FirstSweep;

    public CallerLimits(IOptions<LimitsOptions> options, MemoryBudget memory, TimeProvider time)
    {
        _options = options.Value.Caller;
        _memoryShare = memory.Limit == long.MaxValue ? long.MaxValue : (long)(memory.Limit * _options.MemoryShare);
        _requestBurst = Math.Max(1, _options.RequestsPerSecond * _options.Burst.TotalSeconds);
        _byteBurst = _options.BytesPerSecond * _options.Burst.TotalSeconds;
        _memory = memory;
        _time = time;
        _start = time.GetTimestamp();
    }

    /// <summary>How many callers are remembered.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _callers.Count;
            }
        }
    }

    /// <summary>Lets a request in, which <see cref="Leave"/> must end; what is answered if it may not come in now.</summary>
    public Problem? TryEnter(string caller, bool isPoll, out CallerState state)
    {
        var key = KeyOf(caller);
        var now = _time.GetElapsedTime(_start);
        lock (_lock)
        {
            state = Find(key, now);
            if (Fault(state, isPoll, now) is { } fault)
            {
                return fault;
            }

            if (_options.RequestsPerSecond > 0)
            {
                state.Requests.Use(1, now, _options.RequestsPerSecond);
            }

            Change(state, isPoll, 1);
            return null;
        }
    }

    /// <summary>Ends a request that carried that many bytes.</summary>
    public void Leave(CallerState state, bool isPoll, long bytes)
    {
        var now = _time.GetElapsedTime(_start);
        lock (_lock)
        {
            Change(state, isPoll, -1);
            if (_options.BytesPerSecond > 0)
            {
                state.Bytes.Use(bytes, now, _options.BytesPerSecond);
            }
        }
    }

    private static void Change(CallerState state, bool isPoll, int by)
    {
        if (isPoll)
        {
            state.PollsNow += by;
        }
        else
        {
            state.RequestsNow += by;
        }
    }

    // Identity providers of others give whatever ids they like.
    private static string KeyOf(string caller) => caller.Length <= LongestKey
        ? caller
        : "sha256:" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(caller)));

    private static Problem Refused(string detail, TimeSpan wait) => new(ErrorCatalogue.TooManyRequests, detail) { RetryAfter = wait };

    private Problem? Fault(CallerState state, bool isPoll, TimeSpan now)
    {
        if (isPoll && _options.MaxPolls > 0 && state.PollsNow >= _options.MaxPolls)
        {
            return Refused($"{_options.MaxPolls} reads of the caller wait already (Limits:Caller:MaxPolls).", Shortly);
        }

        if (!isPoll && _options.MaxRequests > 0 && state.RequestsNow >= _options.MaxRequests)
        {
            return Refused($"{_options.MaxRequests} requests of the caller are served already (Limits:Caller:MaxRequests).", Shortly);
        }

        if (_options.RequestsPerSecond > 0
            && state.Requests.WaitFor(_requestBurst - 1, now, _options.RequestsPerSecond) is var wait && wait > TimeSpan.Zero)
        {
            return Refused($"The caller sends more than {_options.RequestsPerSecond} requests a second (Limits:Caller:RequestsPerSecond).", wait);
        }

        return _options.BytesPerSecond > 0
            && state.Bytes.WaitFor(_byteBurst, now, _options.BytesPerSecond) is var pause && pause > TimeSpan.Zero
            ? Refused($"The caller sends and reads more than {_options.BytesPerSecond} bytes a second (Limits:Caller:BytesPerSecond).", pause)
            : null;
    }

    private CallerState Find(string key, TimeSpan now)
    {
        if (_callers.TryGetValue(key, out var state))
        {
            return state;
        }

        if (_callers.Count >= _sweepAt)
        {
            Sweep(now);
        }

        state = new CallerState(new MemoryBudget(_memoryShare, NoMemory, _memory));
        _callers.Add(key, state);
        return state;
    }

    // The next sweep comes when the callers have doubled, so that a newcomer costs the same however many there are.
    private void Sweep(TimeSpan now)
    {
        Forget(state => state.Requests.UsedAt(now, _options.RequestsPerSecond) == 0 && state.Bytes.UsedAt(now, _options.BytesPerSecond) == 0);
        if (_callers.Count > MaxCallers / 2)
        {
            Forget(_ => true);
        }

        _sweepAt = Math.Max(FirstSweep, 2 * _callers.Count);
    }

    private void Forget(Func<CallerState, bool> isForgettable)
    {
        foreach (var (key, state) in _callers)
        {
            if (!state.IsBusy && isForgettable(state))
            {
                _callers.Remove(key);
            }
        }
    }
}
