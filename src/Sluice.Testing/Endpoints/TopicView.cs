// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Errors;
using Sluice.Testing.Expectations;
using Sluice.Testing.Matching;
using Sluice.Testing.Results;
using Sluice.Testing.Taps;

namespace Sluice.Testing.Endpoints;

/// <summary>What one case sees of a topic: its own records since its bookmark.</summary>
/// <param name="endpoint">The topic.</param>
/// <param name="memory">What is seen of it.</param>
/// <param name="bookmark">Where the case began.</param>
/// <param name="context">The case.</param>
/// <param name="findEnds">The end of the topic at this moment.</param>
/// <param name="tells">Whether what it sees goes into the timeline: a second view of the same records does not.</param>
internal sealed class TopicView(
    TopicEndpoint endpoint, TapMemory memory, IReadOnlyDictionary<int, long> bookmark, CaseContext context,
    Func<CancellationToken, Task<IReadOnlyDictionary<int, long>>> findEnds, bool tells = true) : IEndpointView, ITapObserver
{
    private readonly Lock _lock = new();
    private readonly List<TapRecord> _mine = [];
    private readonly List<ExpectationState> _states = [];
    private readonly List<IDisposable> _subscriptions = [];
    private (string, Candidate)? _violation;

    /// <summary>The endpoint's name.</summary>
    public string Name => endpoint.Definition.Name;

    /// <summary>Where the case began.</summary>
    public IReadOnlyDictionary<int, long> Bookmark => bookmark;

    public (int Seen, int Mine) Count
    {
        get
        {
            var seen = memory.CountSince(bookmark);
            lock (_lock)
            {
                return (seen, _mine.Count);
            }
        }
    }

    public TimeSpan? FirstArrival
    {
        get
        {
            lock (_lock)
            {
                return _mine.Count > 0 ? _mine[0].ArrivedAt - context.Timeline.Started : null;
            }
        }
    }

    public (string Violation, Candidate Candidate)? Violation
    {
        get
        {
            lock (_lock)
            {
                return _violation;
            }
        }
    }

    public IReadOnlyList<string> Notes => [];

    /// <summary>The case's own records, by partition and offset.</summary>
    public IReadOnlyList<(int Partition, long Offset)> Mine
    {
        get
        {
            lock (_lock)
            {
                return [.. _mine.Select(record => (record.Partition, record.Offset))];
            }
        }
    }

    public TopicView Begin()
    {
        var id = endpoint.Definition.Id;
        _subscriptions.Add(memory.Subscribe(this, bookmark, id, id is null ? null : context.Id));
        return this;
    }

    public void Attach(ExpectationState state, Matcher? where)
    {
        if (where is not null)
        {
            var filter = new FilteredObserver(endpoint.Definition.Name, state, where);
            var subscription = memory.Subscribe(filter, bookmark);
            lock (_lock)
            {
                _subscriptions.Add(subscription);
            }

            return;
        }

        lock (_lock)
        {
            foreach (var record in _mine)
            {
                state.Offer(record.At(endpoint.Definition.Name));
            }

            if (_violation is var (violation, candidate))
            {
                state.Violate(violation, candidate, []);
            }

            _states.Add(state);
        }

        if (memory.Lost is { } lost)
        {
            state.Lose(new KafkaFailureException(lost));
        }
    }

    public Task<Verdict> WatchAsync(ExpectationState state, TimeSpan length, bool hold, CancellationToken cancellationToken) =>
        Waiting.WaitAsync(state, length, hold, context.Timeline.Time, cancellationToken);

    public Task CatchUpAsync(ExpectationState state, TimeSpan timeout, CancellationToken cancellationToken) => CatchUpAsync(timeout, cancellationToken);

    /// <summary>Makes sure that everything that is on the topic by now was seen.</summary>
    public async Task CatchUpAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        var ends = await findEnds(cancellationToken).ConfigureAwait(false);
        await memory.WaitUntilAsync(ends, timeout, cancellationToken).ConfigureAwait(false);
    }

    public void OnRecord(TapRecord record)
    {
        var candidate = record.At(endpoint.Definition.Name);
        var isStray = IsElsewhere(record) && record.Key == context.Id && !endpoint.Definition.AllowsStrays;
        if (endpoint.Definition.Id is null && IsElsewhere(record))
        {
            // Without an id, the lane's own partition is all that tells the case's records from others'.
            return;
        }

        if (tells)
        {
            context.Timeline.Add(
                TimelineKind.Seen, endpoint.Definition.Name, candidate.Place, record.Key, Payload.Show(candidate), isMine: true,
                isStray ? "a stray: another lane's partition" : record.IsTombstone ? "tombstone" : "record");
        }

        lock (_lock)
        {
            _mine.Add(record);
            if (isStray && _violation is null)
            {
                _violation = ($"a stray on partition {record.Partition}, where lane {context.Lane} has nothing to do", candidate);
            }

            foreach (var state in _states)
            {
                state.Offer(candidate);
                if (isStray)
                {
                    state.Violate(_violation!.Value.Item1, candidate, []);
                }
            }
        }
    }

    public void OnLost(KafkaFailure failure)
    {
        lock (_lock)
        {
            _states.ForEach(state => state.Lose(new KafkaFailureException(failure)));
        }
    }

    public ValueTask DisposeAsync()
    {
        // Not under the lock: the tap takes its own lock first.
        IDisposable[] subscriptions;
        lock (_lock)
        {
            subscriptions = [.. _subscriptions];
            _subscriptions.Clear();
        }

        Array.ForEach(subscriptions, subscription => subscription.Dispose());
        return ValueTask.CompletedTask;
    }

    private bool IsElsewhere(TapRecord record) => context.Lane is { } lane && endpoint.IsInLanes(context) && record.Partition != lane;

    private sealed class FilteredObserver(string name, ExpectationState state, Matcher where) : ITapObserver
    {
        public void OnRecord(TapRecord record) => state.Offer(record.At(name), where);

        public void OnLost(KafkaFailure failure) => state.Lose(new KafkaFailureException(failure));
    }
}
