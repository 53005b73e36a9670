// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Sluice.Core.Errors;
using Sluice.Core.Reading;
using Sluice.Core.Records;
using Sluice.Testing.Matching;

namespace Sluice.Testing.Taps;

/// <summary>
/// All that was seen on a topic, for as many observers as there are: each gets what is there already and then what comes, without a gap and
/// without a second time. Bounded: the oldest records are dropped first, and who asks for them is told. Thread-safe.
/// </summary>
internal sealed class TapMemory(string topic, long maxBytes, TimeProvider time) : IRecordSink
{
    private readonly Lock _lock = new();
    private readonly RecordLog _records = new();
    private readonly Dictionary<int, long> _positions = [];
    private readonly Dictionary<int, long> _kept = [];
    private readonly Dictionary<int, long> _last = [];
    private readonly List<TapSubscription> _all = [];
    private readonly Dictionary<string, TapIndex> _indexes = [];
    private readonly TapWaiters _waiters = new();
    private long _bytes;
    private KafkaFailure? _lost;

    /// <summary>How many records came so far.</summary>
    public long Count { get; private set; }

    /// <summary>Why it cannot tell any more; null while it can.</summary>
    public KafkaFailure? Lost
    {
        get
        {
            lock (_lock)
            {
                return _lost;
            }
        }
    }

    /// <summary>The last trouble that the reader is overcoming by itself, with its time.</summary>
    public (DateTimeOffset At, KafkaFailure Failure)? Trouble { get; private set; }

    /// <summary>Tells where reading begins, before it does.</summary>
    public void Begin(IReadOnlyDictionary<int, long> offsets)
    {
        lock (_lock)
        {
            foreach (var (partition, offset) in offsets)
            {
                _positions[partition] = offset;
                _kept[partition] = offset;
            }
        }
    }

    /// <summary>
    /// Hands the observer all that lies at or behind the bookmark, now and from now on, and with a selector only what carries that id there.
    /// </summary>
    /// <exception cref="TapException">Part of it was dropped from memory, or lies before the place where the tap began.</exception>
    public TapSubscription Subscribe(ITapObserver observer, IReadOnlyDictionary<int, long> bookmark, Selector? selector = null, string? id = null)
    {
        lock (_lock)
        {
            foreach (var (partition, offset) in bookmark)
            {
                if (_kept.TryGetValue(partition, out var kept) && kept > offset)
                {
                    throw new TapException(string.Create(
                        CultureInfo.InvariantCulture,
                        $"The tap on {topic} no longer has partition {partition} from offset {offset}, only from {kept}: its memory holds {maxBytes / 1024 / 1024} MiB. Give it more (tapMemory)."));
                }
            }

            var subscription = new TapSubscription(this, observer, bookmark, selector, id);
            foreach (var record in _records.Since(bookmark))
            {
                subscription.Offer(record);
            }

            Add(subscription);
            if (_lost is not null)
            {
                observer.OnLost(_lost);
            }

            return subscription;
        }
    }

    /// <summary>How many records came since the bookmark, and are still in memory.</summary>
    public int CountSince(IReadOnlyDictionary<int, long> bookmark)
    {
        lock (_lock)
        {
            return _records.Since(bookmark).Count();
        }
    }

    /// <summary>The offset behind the last record at or behind <paramref name="from"/> in each partition; partitions without one are left out.</summary>
    public Dictionary<int, long> LastSince(IReadOnlyDictionary<int, long> from)
    {
        lock (_lock)
        {
            return _last.Where(last => last.Value > from.GetValueOrDefault(last.Key)).ToDictionary();
        }
    }

    /// <summary>Waits until everything before these offsets has come.</summary>
    /// <exception cref="TapException">The tap is lost, or it did not come in time.</exception>
    public async Task WaitUntilAsync(IReadOnlyDictionary<int, long> ends, TimeSpan timeout, CancellationToken cancellationToken)
    {
        Task reached;
        lock (_lock)
        {
            ThrowIfLost();
            reached = _waiters.Add(ends.Where(end => _positions.GetValueOrDefault(end.Key) < end.Value));
        }

        try
        {
            await reached.WaitAsync(timeout, time, cancellationToken).ConfigureAwait(false);
            lock (_lock)
            {
                ThrowIfLost();
            }
        }
        catch (TimeoutException exception)
        {
            throw new TapException(
                $"The tap on {topic} did not come to the end of the topic within {timeout.TotalSeconds:0.#} s"
                    + (Trouble is { } trouble ? $": {trouble.Failure.Detail}" : "."),
                exception);
        }
    }

    /// <inheritdoc />
    public void OnRecord(StoredRecord record)
    {
        lock (_lock)
        {
            if (record.Offset < _positions.GetValueOrDefault(record.Partition))
            {
                return;
            }

            var seen = new TapRecord(topic, record, time.GetUtcNow());
            _last[record.Partition] = record.Offset + 1;
            Count++;
            Keep(seen);
            foreach (var index in _indexes.Values)
            {
                index.Offer(seen);
            }

            foreach (var subscription in _all)
            {
                subscription.Offer(seen);
            }

            ComeTo(record.Partition, record.Offset + 1);
        }
    }

    /// <inheritdoc />
    public void OnEnd(int partition, long offset)
    {
        lock (_lock)
        {
            ComeTo(partition, Math.Max(offset, _positions.GetValueOrDefault(partition)));
        }
    }

    /// <inheritdoc />
    public void OnTrouble(int? partition, KafkaFailure failure)
    {
        Trouble = (time.GetUtcNow(), failure);

        // Offsets that are not there, a topic that is gone: nothing that the client could overcome.
        if (!failure.IsRetryable)
        {
            Lose(failure);
        }
    }

    /// <summary>From now on it cannot tell.</summary>
    public void Lose(KafkaFailure failure)
    {
        lock (_lock)
        {
            _lost ??= failure;
            foreach (var subscription in _all.Concat(_indexes.Values.SelectMany(index => index.Subscriptions)).ToArray())
            {
                subscription.Observer.OnLost(_lost);
            }

            _waiters.WakeAll();
        }
    }

    internal void Remove(TapSubscription subscription)
    {
        lock (_lock)
        {
            if (subscription.Selector is not { } selector)
            {
                _all.Remove(subscription);
            }
            else if (_indexes.TryGetValue(selector.Text, out var index) && index.Remove(subscription))
            {
                _indexes.Remove(selector.Text);
            }
        }
    }

    private void Add(TapSubscription subscription)
    {
        if (subscription.Selector is not { } selector)
        {
            _all.Add(subscription);
            return;
        }

        if (!_indexes.TryGetValue(selector.Text, out var index))
        {
            _indexes.Add(selector.Text, index = new TapIndex(selector));
        }

        index.Add(subscription);
    }

    private void Keep(TapRecord record)
    {
        _records.Add(record);
        _bytes += record.Footprint;
        while (_bytes > maxBytes && _records.Count > 1)
        {
            var dropped = _records.DropOldest();
            _bytes -= dropped.Footprint;
            _kept[dropped.Partition] = dropped.Offset + 1;
        }
    }

    private void ComeTo(int partition, long position)
    {
        _positions[partition] = position;
        _waiters.Wake(partition, position);
    }

    private void ThrowIfLost()
    {
        if (_lost is not null)
        {
            throw new TapException($"The tap on {topic} cannot tell: {_lost.Detail}", new KafkaFailureException(_lost));
        }
    }
}
