// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Sluice.Core.Connections;
using Sluice.Core.Errors;
using Sluice.Core.Telemetry;

namespace Sluice.Core.Topics;

/// <summary>
/// What topics exist, their partitions and offsets, creating and deleting them. Answers are never older than the call:
/// a topic created or deleted by anybody is seen by the next call, as soon as the broker that is asked has heard of it;
/// what is created or deleted here, every broker has heard of when the call returns.
/// Calls that arrive while a request is under way share the one after it.
/// Every timeout is the time, above zero, after which the call has answered or failed; while Kafka cannot be reached, it tries again until then.
/// Thread-safe.
/// </summary>
public sealed class TopicCatalog : IAsyncDisposable
{
    // A shared request's own deadline: long for Kafka, yet a caller with the usual 9 s sees the one after it.
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(4);

    private readonly ITopicAdministration _administration;
    private readonly IAdminClient _client;
    private readonly bool _readCommitted;
    private readonly TimeProvider _time;
    private readonly InFlight _inFlight = new();
    private readonly CallRunner _calls;
    private readonly OffsetLookup _offsets;
    private readonly TopicIdentities _identities;
    private readonly FreshAnswers<ValueTuple, IReadOnlyList<BrokerDescription>> _brokers;
    private readonly FreshAnswers<ValueTuple, IReadOnlyList<string>> _names;
    private readonly FreshAnswers<string, TopicDescription> _descriptions;
    private readonly FreshAnswers<OffsetQuestion, long> _readableEnds;
    private readonly FreshAnswers<OffsetQuestion, long> _starts;
    private readonly TopicChanges _changes;
    private readonly KafkaTelemetry _telemetry;
    private int _disposed;

    /// <summary>Takes over the client and the administration that stands on it.</summary>
    internal TopicCatalog(
        ITopicAdministration administration, IAdminClient client, ClientErrors errors, bool readCommitted, TimeProvider time, KafkaTelemetry telemetry)
    {
        _telemetry = telemetry;
        _administration = administration;
        _client = client;
        _readCommitted = readCommitted;
        _time = time;
        _calls = new CallRunner(errors, time);
        _brokers = new(_ => _inFlight.RunAsync(() => administration.GetBrokersAsync(RequestTimeout)));
        _names = new(_ => _inFlight.RunAsync(() => administration.ListAsync(RequestTimeout)));
        _descriptions = new(RequestDescriptionAsync);
        _readableEnds = new(question => RequestEndAsync(question, OffsetSpec.Latest()));
        _starts = new(question => RequestEndAsync(question, OffsetSpec.Earliest()));
        _identities = new TopicIdentities(_descriptions, time);
        _changes = new TopicChanges(administration, _inFlight, _calls, _identities, AskDescriptionAsync, time);
        _offsets = new OffsetLookup(client, errors, _descriptions.AskAsync, () => _names.AskAsync(default));
    }

    /// <summary>The brokers of the cluster, by id.</summary>
    /// <exception cref="KafkaFailureException">Kafka cannot be asked.</exception>
    public Task<IReadOnlyList<BrokerDescription>> GetBrokersAsync(TimeSpan timeout, CancellationToken cancellationToken) =>
        _telemetry.RunAsync(
            "describe_cluster", null, () => AskAsync(() => _brokers.AskAsync(default), "Describing the cluster", timeout, cancellationToken));

    /// <summary>The names of all topics in ordinal order; internal ones (<c>__…</c>) only if asked for.</summary>
    /// <exception cref="KafkaFailureException">Kafka cannot be asked.</exception>
    public async Task<IReadOnlyList<string>> ListAsync(bool includeInternal, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var names = await _telemetry.RunAsync(
            "list_topics", null, () => AskAsync(() => _names.AskAsync(default), "Listing the topics", timeout, cancellationToken)).ConfigureAwait(false);
        return includeInternal ? names : [.. names.Where(name => !TopicName.IsInternal(name))];
    }

    /// <summary>The topic with its partitions.</summary>
    /// <exception cref="KafkaFailureException">
    /// <see cref="FailureCode.TopicNotFound"/>, <see cref="FailureCode.InvalidTopic"/> for a name no topic can have, or Kafka cannot be asked.
    /// </exception>
    public Task<TopicDescription> DescribeAsync(string topic, TimeSpan timeout, CancellationToken cancellationToken) =>
        _telemetry.RunAsync("describe_topic", topic, () => AskDescriptionAsync(topic, timeout, cancellationToken));

    /// <summary>Earliest offset and high watermark of each of these partitions, asked for in one batch, in the order given.</summary>
    /// <exception cref="KafkaFailureException">No such topic, no such partition, or Kafka cannot be asked.</exception>
    public async Task<IReadOnlyList<PartitionOffsets>> GetOffsetsAsync(
        string topic, IReadOnlyList<int> partitions, TimeSpan timeout, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(partitions);
        TopicName.Validate(topic);
        int[] distinct = [.. partitions.Distinct()];
        if (distinct.Length == 0)
        {
            return [];
        }

        var offsets = await _telemetry.RunAsync("list_offsets", topic, () => AskAsync(
            () => _inFlight.RunAsync(() => _offsets.AskBothEndsAsync(topic, distinct, RequestTimeout)), WhatOffsets(topic), timeout, cancellationToken))
            .ConfigureAwait(false);
        return [.. partitions.Select(partition => offsets[partition])];
    }

    /// <summary>
    /// The end of what can be read of each of these partitions, in the order given: the last stable offset if only committed records are read
    /// (<see cref="KafkaClusterOptions.ReadCommitted"/>), else the high watermark. One request for all.
    /// </summary>
    /// <exception cref="KafkaFailureException">No such topic, no such partition, or Kafka cannot be asked.</exception>
    public async Task<IReadOnlyList<long>> GetReadableEndsAsync(
        string topic, IReadOnlyList<int> partitions, TimeSpan timeout, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(partitions);
        TopicName.Validate(topic);
        int[] distinct = [.. partitions.Distinct()];
        if (distinct.Length == 0)
        {
            return [];
        }

        var ends = await AskAsync(
            () => RequestAsync(topic, distinct, OffsetSpec.Latest(), _readCommitted), WhatOffsets(topic), timeout, cancellationToken).ConfigureAwait(false);
        var byPartition = distinct.Zip(ends).ToDictionary();
        return [.. partitions.Select(partition => byPartition[partition])];
    }

    /// <summary>Creates the topic and waits until every partition has a leader.</summary>
    /// <exception cref="KafkaFailureException">
    /// <see cref="FailureCode.TopicExists"/>, <see cref="FailureCode.TopicBeingDeleted"/>, <see cref="FailureCode.InvalidTopic"/> with the
    /// broker's words, or Kafka cannot be asked; after a <see cref="FailureCode.KafkaTimeout"/> the topic may be there all the same.
    /// </exception>
    public Task<TopicDescription> CreateAsync(NewTopic topic, TimeSpan timeout, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(topic);
        return _telemetry.RunAsync("create_topic", topic.Name, () => _changes.CreateAsync(topic, timeout, cancellationToken));
    }

    /// <summary>Deletes the topic and waits until it is gone from the metadata.</summary>
    /// <exception cref="KafkaFailureException">
    /// <see cref="FailureCode.TopicNotFound"/> or Kafka cannot be asked; after a <see cref="FailureCode.KafkaTimeout"/> it may go all the same.
    /// </exception>
    public Task DeleteAsync(string topic, TimeSpan timeout, CancellationToken cancellationToken) =>
        _telemetry.RunAsync("delete_topic", topic, () => _changes.DeleteAsync(topic, timeout, cancellationToken));

    /// <summary>Closes the client, after a request under way has been answered or has failed (4 s at most).</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
        {
            return;
        }

        await _inFlight.CloseAsync().ConfigureAwait(false);
        await _administration.DisposeAsync().ConfigureAwait(false);

        // It waits for the client's threads.
        await Task.Factory.StartNew(_client.Dispose, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
    }

    /// <summary>
    /// The topic's identity for reading and writing. With <paramref name="maxAge"/> zero it is asked for after the call began;
    /// else an answer of at most that age serves, renewed in the background while it is in use. Never creates a topic.
    /// </summary>
    /// <exception cref="KafkaFailureException">
    /// <see cref="FailureCode.TopicNotFound"/> (always asked for afresh), <see cref="FailureCode.InvalidTopic"/> for a name no topic can have,
    /// or Kafka cannot be asked.
    /// </exception>
    internal ValueTask<TopicIdentity> ResolveAsync(string topic, TimeSpan maxAge, TimeSpan timeout, CancellationToken cancellationToken)
    {
        TopicName.Validate(topic);
        if (_administration.TryIdentify(topic, out var exact))
        {
            return exact is null
                ? throw new KafkaFailureException(FailureCode.TopicNotFound, $"There is no topic \"{topic}\".")
                : ValueTask.FromResult(exact);
        }

        return maxAge > TimeSpan.Zero && _identities.FindAndRenew(topic, maxAge) is { } known
            ? ValueTask.FromResult(known)
            : new ValueTask<TopicIdentity>(DescribeIdentityAsync());

        async Task<TopicIdentity> DescribeIdentityAsync()
        {
            return TopicIdentity.Of(topic, await AskDescriptionAsync(topic, timeout, cancellationToken).ConfigureAwait(false));
        }
    }

    /// <summary>The topic's identity as it was known at most <paramref name="maxAge"/> ago, without asking.</summary>
    internal TopicIdentity? Find(string topic, TimeSpan maxAge) => _identities.Find(topic, maxAge);

    /// <summary>
    /// The end of what can be read of a partition: the last stable offset with <paramref name="committedOnly"/>, else the high watermark;
    /// asked for after the call began; calls for the same partition that arrive meanwhile share the next request.
    /// </summary>
    /// <exception cref="KafkaFailureException">No such topic, no such partition, or Kafka cannot be asked.</exception>
    internal async Task<long> GetReadableEndAsync(
        string topic, int partition, bool committedOnly, TimeSpan timeout, CancellationToken cancellationToken)
    {
        TopicName.Validate(topic);
        var question = new OffsetQuestion(topic, partition, committedOnly);
        return await AskAsync(() => _readableEnds.AskAsync(question), WhatOffsets(topic), timeout, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The earliest offset of a partition, asked for and shared in the same way.</summary>
    /// <exception cref="KafkaFailureException">No such topic, no such partition, or Kafka cannot be asked.</exception>
    internal Task<long> GetStartAsync(string topic, int partition, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var question = new OffsetQuestion(topic, partition, CommittedOnly: false);
        return AskAsync(() => _starts.AskAsync(question), WhatOffsets(topic), timeout, cancellationToken);
    }

    /// <summary>The offset of the first record at or after <paramref name="timestamp"/> (ms since the Unix epoch); the readable end if nothing is newer.</summary>
    /// <exception cref="KafkaFailureException"><see cref="FailureCode.NotSupported"/> on the embedded cluster, which has no index of times.</exception>
    public async Task<long> GetOffsetAtTimeAsync(
        string topic, int partition, long timestamp, TimeSpan timeout, CancellationToken cancellationToken)
    {
        TopicName.Validate(topic);
        if (!_administration.SupportsTimes)
        {
            throw new KafkaFailureException(
                FailureCode.NotSupported, "The embedded cluster cannot look offsets up by time: give an offset, or use a real Kafka.");
        }

        // Below zero are Kafka's marks for earliest and latest, not times.
        var spec = OffsetSpec.ForTimestamp(Math.Max(0, timestamp));
        var deadline = new Deadline(_time, timeout);
        var found = await AskAsync(
            () => RequestAsync(topic, [partition], spec, _readCommitted), WhatOffsets(topic), timeout, cancellationToken).ConfigureAwait(false);
        return found[0] != OffsetLookup.NothingNewer
            ? found[0]
            : await GetReadableEndAsync(topic, partition, _readCommitted, deadline.Remaining, cancellationToken).ConfigureAwait(false);
    }

    private static string WhatOffsets(string topic) => $"Asking for offsets of topic \"{topic}\"";

    private Task<T> AskAsync<T>(Func<Task<T>> ask, string what, TimeSpan timeout, CancellationToken cancellationToken) =>
        _calls.AskAsync(ask, what, new Deadline(_time, timeout), cancellationToken);

    private async Task<TopicDescription> AskDescriptionAsync(string topic, TimeSpan timeout, CancellationToken cancellationToken)
    {
        TopicName.Validate(topic);
        return await AskAsync(
            () => _descriptions.AskAsync(topic), $"Describing topic \"{topic}\"", timeout, cancellationToken).ConfigureAwait(false);
    }

    private Task<TopicDescription> RequestDescriptionAsync(string topic) =>
        _identities.RememberAsync(topic, () => _inFlight.RunAsync(() => _administration.DescribeAsync(topic, RequestTimeout)));

    private async Task<long> RequestEndAsync(OffsetQuestion question, OffsetSpec end) =>
        (await RequestAsync(question.Topic, [question.Partition], end, question.CommittedOnly).ConfigureAwait(false))[0];

    private Task<long[]> RequestAsync(string topic, int[] partitions, OffsetSpec spec, bool committedOnly) =>
        _inFlight.RunAsync(() => _offsets.AskAsync(topic, partitions, spec, committedOnly, RequestTimeout));
}
