// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;
using Sluice.Core.Connections;
using Sluice.Core.Native;

namespace Sluice.Core.Reading;

/// <summary>Makes the native consumers that read without a group.</summary>
internal sealed class ConsumerFactory(KafkaClientFactory clients, KafkaClusterOptions options, bool isEmbedded)
{
    // Nobody joins this group: the client library wants a name even where partitions are assigned by hand.
    private const string GroupId = "sluice-reader";

    /// <summary>A consumer for cursors: it re-positions quickly and reads a long stretch without pauses.</summary>
    /// <remarks>
    /// An empty fetch must end before a consumer can be re-positioned (so a short <c>fetch.wait.max.ms</c>), and the default
    /// <c>fetch.queue.backoff.ms</c> would stop a fast reader for a second whenever its queue is full.
    /// </remarks>
    public ICursorConsumer CreateForCursor() => new BatchConsumer(Create(new()
    {
        ["enable.partition.eof"] = "true",
        ["fetch.wait.max.ms"] = "5",
        ["fetch.queue.backoff.ms"] = "1",
        ["queued.min.messages"] = "5000",
        ["queued.max.messages.kbytes"] = "8192",
    }));

    /// <summary>A consumer for cursors that are asked for few records, anywhere: it fetches little, and little ahead.</summary>
    /// <remarks>
    /// Its queue is full most of the time and looked at every <c>fetch.queue.backoff.ms</c>: a reader that jumps about would wait for that.
    /// </remarks>
    public ICursorConsumer CreateForFewRecords() => new BatchConsumer(Create(new()
    {
        ["enable.partition.eof"] = "true",
        ["fetch.wait.max.ms"] = "5",
        ["fetch.queue.backoff.ms"] = "1",
        ["fetch.message.max.bytes"] = "16384",
        ["queued.min.messages"] = "100",
        ["queued.max.messages.kbytes"] = "8192",
    }));

    /// <summary>A consumer for the shared tail: many partitions, each at its end.</summary>
    /// <remarks>
    /// A partition that is added is seen when the fetch under way ends, so that one must not wait long; the embedded cluster's
    /// does not even end when a record comes.
    /// </remarks>
    public IConsumer<byte[], byte[]> CreateForTail() => Create(new()
    {
        ["enable.partition.eof"] = "false",
        ["fetch.wait.max.ms"] = isEmbedded ? "5" : "50",
        ["fetch.queue.backoff.ms"] = "1",
        ["queued.min.messages"] = "1000",
        ["queued.max.messages.kbytes"] = "16384",
    });

    /// <summary>A consumer for a feed: many partitions, read quickly, which says when it has come to an end.</summary>
    public IConsumer<byte[], byte[]> CreateForFeed() => Create(new()
    {
        ["enable.partition.eof"] = "true",
        ["fetch.wait.max.ms"] = isEmbedded ? "5" : "50",
        ["fetch.queue.backoff.ms"] = "1",
        ["queued.min.messages"] = "5000",
        ["queued.max.messages.kbytes"] = "16384",
    });

    private IConsumer<byte[], byte[]> Create(Dictionary<string, string> tuned)
    {
        var defaults = new Dictionary<string, string>
        {
            ["fetch.error.backoff.ms"] = "50",
            ["reconnect.backoff.ms"] = "50",
            ["reconnect.backoff.max.ms"] = "1000",
        };
        var required = new Dictionary<string, string>(tuned)
        {
            ["group.id"] = GroupId,
            ["enable.auto.commit"] = "false",
            ["enable.auto.offset.store"] = "false",
            ["auto.offset.reset"] = "error",
            ["allow.auto.create.topics"] = "false",
            ["isolation.level"] = options.ReadCommitted ? "read_committed" : "read_uncommitted",
            ["max.poll.interval.ms"] = "86400000",
        };
        return clients.CreateConsumer(defaults, required);
    }
}
