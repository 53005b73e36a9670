// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using Sluice.Core.Topics;

namespace Sluice.Core.Writing;

/// <summary>
/// The topics that have been seen to refuse batches of records which they take one by one (<c>max.message.bytes</c> smaller than a batch).
/// Forgotten after a while, since the setting may change. Thread-safe.
/// </summary>
internal sealed class SingleRecordTopics(TimeProvider time)
{
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<TopicId, long> _since = new();

    public bool Contains(TopicId topic) => _since.TryGetValue(topic, out var since) && time.GetElapsedTime(since) < Memory;

    public void Add(TopicId topic) => _since[topic] = time.GetTimestamp();
}
