// SPDX-License-Identifier: Apache-2.0

using System.Globalization;

namespace Sluice.Testing.Http;

/// <summary>
/// The requests that a stub was sent, for as many observers as there are: each gets what is there already and then what comes, without a gap and
/// without a second time. Bounded: the oldest are dropped first, and who asks for them is told. Thread-safe.
/// </summary>
internal sealed class StubMemory(int maxCount, long maxBytes)
{
    private readonly Lock _lock = new();
    private readonly Queue<StubRequest> _requests = new();
    private readonly List<Action<StubRequest>> _observers = [];
    private long _count;
    private long _bytes;

    /// <summary>How many came so far: the bookmark of a case that begins now.</summary>
    public long Count
    {
        get
        {
            lock (_lock)
            {
                return _count;
            }
        }
    }

    public void Add(StubRequest request)
    {
        lock (_lock)
        {
            var numbered = request with { Number = _count++ };
            _requests.Enqueue(numbered);
            _bytes += numbered.Size;
            while (_requests.Count > maxCount || (_bytes > maxBytes && _requests.Count > 1))
            {
                _bytes -= _requests.Dequeue().Size;
            }

            _observers.ForEach(observer => observer(numbered));
        }
    }

    /// <summary>
    /// Hands the observer every request from that number on, until the result is disposed. It is called for one after the other, and must be quick.
    /// </summary>
    /// <exception cref="HttpEndpointException">Some of them were dropped from memory.</exception>
    public IDisposable Subscribe(Action<StubRequest> observer, long from)
    {
        lock (_lock)
        {
            var kept = _count - _requests.Count;
            if (kept > from)
            {
                throw new HttpEndpointException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"The stub no longer has its requests from number {from}, only from {kept}: it keeps {maxCount} and {maxBytes / 1024 / 1024} MiB."));
            }

            foreach (var request in _requests.Where(request => request.Number >= from))
            {
                observer(request);
            }

            _observers.Add(observer);
            return new Ending(() => Remove(observer));
        }
    }

    private void Remove(Action<StubRequest> observer)
    {
        lock (_lock)
        {
            _observers.Remove(observer);
        }
    }
}
