// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using Sluice.Core.Topics;

namespace Sluice.Core.Writing;

/// <summary>
/// The senders, by the size of their batches: a producer has one size for all its topics, and a topic refuses as a whole a batch that is
/// larger than its <c>max.message.bytes</c>. Nearly all topics use the largest; the others make no producer until they are needed.
/// Thread-safe.
/// </summary>
internal sealed class RecordSenders : IAsyncDisposable
{
    // Topics take 1,048,588 bytes by default.
    private static readonly int[] BatchBytes = [1_000_000, 100_000, 10_000, 0];

    private readonly ConcurrentDictionary<string, (TopicId Id, RecordSender Sender)> _chosen = new(StringComparer.Ordinal);
    private readonly RecordSender[] _senders;
    private readonly bool _asksLimits;

    public RecordSenders(Func<int, RecordSender> create, bool asksLimits)
    {
        _senders = Array.ConvertAll(BatchBytes, batchBytes => create(batchBytes));
        _asksLimits = asksLimits;
    }

    /// <summary>Sends every record as a batch of its own.</summary>
    public RecordSender Single => _senders[^1];

    /// <summary>The sender for a topic, whose limit is asked for at the first time.</summary>
    public ValueTask<RecordSender> ChooseAsync(TopicIdentity topic, Deadline deadline, CancellationToken cancellationToken) =>
        _chosen.TryGetValue(topic.Name, out var chosen) && chosen.Id == topic.Id
            ? new(chosen.Sender)
            : new(AskAsync(topic, deadline, cancellationToken));

    /// <summary>Takes a smaller one for a topic that refused a batch of records which it took one by one.</summary>
    public async Task ReduceAsync(TopicIdentity topic, Deadline deadline, CancellationToken cancellationToken)
    {
        var refused = _chosen.TryGetValue(topic.Name, out var chosen) ? chosen.Sender : _senders[0];
        if (await AskAsync(topic, deadline, cancellationToken).ConfigureAwait(false) == refused)
        {
            _chosen[topic.Name] = (topic.Id, Single);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var sender in _senders)
        {
            await sender.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task<RecordSender> AskAsync(TopicIdentity topic, Deadline deadline, CancellationToken cancellationToken)
    {
        var limit = _asksLimits
            ? await _senders[0].FindBatchLimitAsync(topic.Name, deadline, cancellationToken).ConfigureAwait(false)
            : null;
        var sender = Array.Find(_senders, sender => sender.BatchBytes <= (limit ?? int.MaxValue))!;
        _chosen[topic.Name] = (topic.Id, sender);
        return sender;
    }
}
