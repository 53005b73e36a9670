// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Gateway.Hosting.Shutdown;

/// <summary>Lets requests in until the server closes its door, and counts those under way. Thread-safe.</summary>
internal sealed class Admission(TimeProvider time)
{
    private int _underWay;
    private long _refused;
    private long _lastRefusal;
    private volatile bool _isStopping;
    private volatile bool _isClosed;

    /// <summary>Whether the server is about to stop: who asks whether to send requests here is told no.</summary>
    public bool IsStopping => _isStopping;

    /// <summary>Whether nobody is let in any more.</summary>
    public bool IsClosed => _isClosed;

    /// <summary>Requests that were let in and have no answer yet.</summary>
    public int UnderWay => Volatile.Read(ref _underWay);

    /// <summary>Requests that came too late.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>The time since the last refusal; since the door was closed if there was none.</summary>
    public TimeSpan Quiet => time.GetElapsedTime(Interlocked.Read(ref _lastRefusal));

    /// <summary>False once the door is closed; who is let in leaves again.</summary>
    public bool TryEnter()
    {
        // Counted first: whoever closes the door and then counts misses nobody.
        Interlocked.Increment(ref _underWay);
        if (!_isClosed)
        {
            return true;
        }

        Leave();
        Interlocked.Increment(ref _refused);
        Interlocked.Exchange(ref _lastRefusal, time.GetTimestamp());
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref _underWay);

    /// <summary>Says that the server will stop; requests are still let in.</summary>
    public void Announce() => _isStopping = true;

    /// <summary>Lets nobody in any more, and returns how many are under way.</summary>
    public int Close()
    {
        _isStopping = true;
        Interlocked.Exchange(ref _lastRefusal, time.GetTimestamp());
        _isClosed = true;
        Interlocked.MemoryBarrier();
        return UnderWay;
    }
}
