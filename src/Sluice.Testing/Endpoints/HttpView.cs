// SPDX-License-Identifier: Apache-2.0

using Sluice.Testing.Expectations;
using Sluice.Testing.Matching;
using Sluice.Testing.Results;

namespace Sluice.Testing.Endpoints;

/// <summary>What one case sees over HTTP: the answers to what it sent, or the requests that a stub was sent.</summary>
internal sealed class HttpView(string endpoint, CaseContext context) : IEndpointView
{
    private readonly Lock _lock = new();
    private readonly List<Candidate> _mine = [];
    private readonly List<(ExpectationState State, Matcher? Where)> _states = [];

    /// <summary>Ends what feeds the view.</summary>
    public IDisposable? Subscription { get; set; }

    public (int Seen, int Mine) Count
    {
        get
        {
            lock (_lock)
            {
                return (_mine.Count, _mine.Count);
            }
        }
    }

    public TimeSpan? FirstArrival { get; private set; }

    public (string Violation, Candidate Candidate)? Violation => null;

    public IReadOnlyList<string> Notes => [];

    public void Add(Candidate candidate, string text)
    {
        lock (_lock)
        {
            FirstArrival ??= context.Timeline.Now;
            _mine.Add(candidate);
            foreach (var (state, where) in _states)
            {
                state.Offer(candidate, where);
            }
        }

        context.Timeline.Add(TimelineKind.Seen, endpoint, candidate.Place, null, Payload.Show(candidate), isMine: true, text);
    }

    public void Attach(ExpectationState state, Matcher? where)
    {
        lock (_lock)
        {
            _mine.ForEach(candidate => state.Offer(candidate, where));
            _states.Add((state, where));
        }
    }

    public Task<Verdict> WatchAsync(ExpectationState state, TimeSpan length, bool hold, CancellationToken cancellationToken) =>
        Waiting.WaitAsync(state, length, hold, context.Timeline.Time, cancellationToken);

    // Requests and answers are seen as they come: none is on its way.
    public Task CatchUpAsync(ExpectationState state, TimeSpan timeout, CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync()
    {
        Subscription?.Dispose();
        return ValueTask.CompletedTask;
    }
}
