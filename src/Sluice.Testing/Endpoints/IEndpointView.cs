// SPDX-License-Identifier: Apache-2.0

using Sluice.Testing.Expectations;
using Sluice.Testing.Matching;

namespace Sluice.Testing.Endpoints;

/// <summary>An endpoint as one case sees it, since its bookmark. Thread-safe.</summary>
internal interface IEndpointView : IAsyncDisposable
{
    /// <summary>How much came since the bookmark, and how much of it is the case's own.</summary>
    (int Seen, int Mine) Count { get; }

    /// <summary>When the first that is the case's own came, from the case's start; null if nothing did.</summary>
    TimeSpan? FirstArrival { get; }

    /// <summary>What broke a rule of the endpoint whatever is expected, such as a stray; null if nothing did.</summary>
    (string Violation, Candidate Candidate)? Violation { get; }

    /// <summary>What limits how far its answers can be trusted; mostly empty.</summary>
    IReadOnlyList<string> Notes { get; }

    /// <summary>Offers what is the case's own, now and from now on until the view ends.</summary>
    /// <param name="state">The expectation.</param>
    /// <param name="where">Picks the case's own; null for what carries its id.</param>
    void Attach(ExpectationState state, Matcher? where);

    /// <summary>Waits until an attached expectation is met or broken, or the time is up; with <paramref name="hold"/>, being met must last.</summary>
    Task<Verdict> WatchAsync(ExpectationState state, TimeSpan length, bool hold, CancellationToken cancellationToken);

    /// <summary>
    /// Makes sure that nothing which has happened by now is still unseen: before something is called missing.
    /// </summary>
    Task CatchUpAsync(ExpectationState state, TimeSpan timeout, CancellationToken cancellationToken);
}
