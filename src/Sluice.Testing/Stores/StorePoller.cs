// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Stores;

/// <summary>Looks at a store again and again, soon at first, then less often, until a predicate is satisfied or the time is up.</summary>
internal sealed class StorePoller(IDocumentStore store, TimeProvider time)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Transient errors are outwaited. One that still stands at the deadline is thrown, unless the store had answered within the last second:
    /// then a last look was merely cut short.
    /// </summary>
    public async Task<StorePoll> WatchAsync(
        string target, StoreQuery query, StoreBookmark? since, int limit, Func<IReadOnlyList<StoredDocument>, bool> isSatisfied, TimeSpan timeout,
        CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        IReadOnlyList<StoredDocument>? seen = null;
        var seenAt = TimeSpan.Zero;
        StoreException? error = null;
        for (var pause = FirstPause; ; pause = Shorter(pause * 2, LongestPause))
        {
            var lookedAt = time.GetElapsedTime(start);
            try
            {
                var look = Shorter(timeout - lookedAt, LongestLook);
                seen = await store.FindAsync(target, query, since, limit, look, cancellationToken).ConfigureAwait(false);
                seenAt = time.GetElapsedTime(start);
                if (isSatisfied(seen))
                {
                    return new StorePoll(seen, true, time.GetElapsedTime(start), error);
                }
            }
            catch (StoreException transient) when (transient.IsTransient)
            {
                error = transient;
            }

            var remaining = timeout - time.GetElapsedTime(start);
            if (remaining > TimeSpan.Zero)
            {
                await Task.Delay(Shorter(pause, remaining), time, cancellationToken).ConfigureAwait(false);
            }

            if (time.GetElapsedTime(start) >= timeout)
            {
                return seen is not null && timeout - seenAt <= Fresh ? new StorePoll(seen, false, time.GetElapsedTime(start), error)
                    : throw CannotTell(timeout, error);
            }
        }
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static StoreException CannotTell(TimeSpan timeout, StoreException? error) => new(
        FormattableString.Invariant($"Cannot tell what the store holds: it did not answer until the deadline of {timeout.TotalSeconds:0.###} s. Last error: ")
            + (error?.Message ?? "the last look took too long."),
        isTransient: true, error);
}
