// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Topics;

/// <summary>
/// What topics exist, their partitions and offsets, creating and deleting them. Answers are never older than the call:
/// a topic created or deleted by anybody is seen by the next call. Calls that arrive while a request is under way share the one after it.
/// Thread-safe.
/// </summary>
public sealed class TopicCatalog
{
    /// <summary>The brokers of the cluster, by id.</summary>
    public Task<IReadOnlyList<BrokerDescription>> GetBrokersAsync(TimeSpan timeout, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>The names of all topics in ordinal order; internal ones (<c>__…</c>) only if asked for.</summary>
    public Task<IReadOnlyList<string>> ListAsync(bool includeInternal, TimeSpan timeout, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>The topic with its partitions.</summary>
    /// <exception cref="Errors.KafkaFailureException"><see cref="Errors.FailureCode.TopicNotFound"/>, or Kafka cannot be asked.</exception>
    public Task<TopicDescription> DescribeAsync(string topic, TimeSpan timeout, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Earliest offset and high watermark of each of these partitions, asked for in one batch, in the order given.</summary>
    public Task<IReadOnlyList<PartitionOffsets>> GetOffsetsAsync(
        string topic, IReadOnlyList<int> partitions, TimeSpan timeout, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Creates the topic and waits until every partition has a leader.</summary>
    public Task<TopicDescription> CreateAsync(NewTopic topic, TimeSpan timeout, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Deletes the topic and waits until it is gone from the metadata.</summary>
    public Task DeleteAsync(string topic, TimeSpan timeout, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>
    /// The topic's identity for reading and writing. With <paramref name="maxAge"/> zero it is asked for after the call began;
    /// else an answer of at most that age serves, renewed in the background while it is in use. Never creates a topic.
    /// </summary>
    /// <exception cref="Errors.KafkaFailureException"><see cref="Errors.FailureCode.TopicNotFound"/> (always asked for afresh), or Kafka cannot be asked.</exception>
    internal ValueTask<TopicIdentity> ResolveAsync(string topic, TimeSpan maxAge, TimeSpan timeout, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>
    /// The end of what can be read of a partition: the last stable offset with <paramref name="committedOnly"/>, else the high watermark;
    /// asked for after the call began; calls for the same partition that arrive meanwhile share the next request.
    /// </summary>
    internal Task<long> GetReadableEndAsync(string topic, int partition, bool committedOnly, TimeSpan timeout, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>The offset of the first record at or after <paramref name="timestamp"/> (ms since the Unix epoch); the readable end if nothing is newer.</summary>
    internal Task<long> GetOffsetAtTimeAsync(string topic, int partition, long timestamp, TimeSpan timeout, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
