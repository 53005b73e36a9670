// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;

namespace Sluice.Core.Topics;

/// <summary>
/// Remembers which topics exist, for those that are in use: an answer serves as long as it is young enough, and is renewed ahead of that,
/// so that a busy caller never waits. That a topic does not exist is never remembered. Bounded; thread-safe.
/// </summary>
internal sealed class TopicIdentities(FreshAnswers<string, TopicDescription> descriptions, TimeProvider time, int capacity = 10_000)
{
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private long _changes;

    /// <summary>The topic's identity if one of at most that age is known.</summary>
    public TopicIdentity? Find(string topic, TimeSpan maxAge) => FindEntry(topic, maxAge)?.Identity;

    /// <summary>As <see cref="Find"/>; past half of that age it is asked for again in the background.</summary>
    public TopicIdentity? FindAndRenew(string topic, TimeSpan maxAge)
    {
        var entry = FindEntry(topic, maxAge);
        if (entry is not null && time.GetElapsedTime(entry.AskedAt) > maxAge / 2 && entry.TryBeginRenewal())
        {
            // If it fails, the next caller after the maximum age asks himself and gets the failure.
            _ = descriptions.AskAsync(topic);
        }

        return entry?.Identity;
    }

    /// <summary>Runs the request for a description and remembers what it says, or forgets the topic if that fails.</summary>
    public async Task<TopicDescription> RememberAsync(string topic, Func<Task<TopicDescription>> describe)
    {
        var askedAt = time.GetTimestamp();
        var changes = Interlocked.Read(ref _changes);
        try
        {
            var description = await describe().ConfigureAwait(false);
            Remember(TopicIdentity.Of(topic, description), askedAt, changes);
            return description;
        }
        catch
        {
            _entries.TryRemove(topic, out _);
            throw;
        }
    }

    /// <summary>The topic is created or deleted at this moment: nothing that was asked before counts.</summary>
    public void Forget(string topic)
    {
        lock (_gate)
        {
            _changes++;
            _entries.TryRemove(topic, out _);
        }
    }

    private void Remember(TopicIdentity identity, long askedAt, long changes)
    {
        lock (_gate)
        {
            if (_changes == changes)
            {
                _entries[identity.Name] = new Entry(identity, askedAt);
                Evict();
            }
        }
    }

    private Entry? FindEntry(string topic, TimeSpan maxAge) =>
        _entries.TryGetValue(topic, out var entry) && time.GetElapsedTime(entry.AskedAt) <= maxAge ? entry : null;

    private void Evict()
    {
        if (_entries.Count > capacity)
        {
            foreach (var (topic, _) in _entries.OrderBy(entry => entry.Value.AskedAt).Take(capacity / 2))
            {
                _entries.TryRemove(topic, out _);
            }
        }
    }

    private sealed class Entry(TopicIdentity identity, long askedAt)
    {
        private int _renewing;

        public TopicIdentity Identity { get; } = identity;

        public long AskedAt { get; } = askedAt;

        public bool TryBeginRenewal() => Interlocked.Exchange(ref _renewing, 1) == 0;
    }
}
