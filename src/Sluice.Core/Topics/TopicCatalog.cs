// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Sluice.Core.Connections;
using Sluice.Core.Errors;

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

    // The client takes no longer timeout.
    private static readonly TimeSpan LongestRequest = TimeSpan.FromHours(1);

    // News of a topic reaches all brokers within milliseconds, unless one of them is in trouble of its own.
    private static readonly TimeSpan SpreadTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SpreadPause = TimeSpan.FromMilliseconds(10);

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
    private int _disposed;

    /// <summary>Takes over the client and the administration that stands on it.</summary>
    internal TopicCatalog(ITopicAdministration administration, IAdminClient client, ClientErrors errors, bool readCommitted, TimeProvider time)
    {
        _administration = administration;
        _client = client;
        _readCommitted = readCommitted;
        _time = time;
        _calls = new CallRunner(errors, time);
        _brokers = new(_ => _inFlight.RunAsync(() => administration.GetBrokersAsync(RequestTimeout)));
        _names = new(_ => _inFlight.RunAsync(() => administration.ListAsync(RequestTimeout)));
        _descriptions = new(RequestDescriptionAsync);
        _readableEnds = new(RequestReadableEndAsync);
        _identities = new TopicIdentities(_descriptions, time);
        _offsets = new OffsetLookup(client, errors, _descriptions.AskAsync, () => _names.AskAsync(default));
    }

    /// <summary>The brokers of the cluster, by id.</summary>
    /// <exception cref="KafkaFailureException">Kafka cannot be asked.</exception>
    public Task<IReadOnlyList<BrokerDescription>> GetBrokersAsync(TimeSpan timeout, CancellationToken cancellationToken) =>
        AskAsync(() => _brokers.AskAsync(default), "Describing the cluster", timeout, cancellationToken);

    /// <summary>The names of all topics in ordinal order; internal ones (<c>__…</c>) only if asked for.</summary>
    /// <exception cref="KafkaFailureException">Kafka cannot be asked.</exception>
    public async Task<IReadOnlyList<string>> ListAsync(bool includeInternal, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var names = await AskAsync(() => _names.AskAsync(default), "Listing the topics", timeout, cancellationToken).ConfigureAwait(false);
        return includeInternal ? names : [.. names.Where(name => !TopicName.IsInternal(name))];
    }

    /// <summary>The topic with its partitions.</summary>
    /// <exception cref="KafkaFailureException">
    /// <see cref="FailureCode.TopicNotFound"/>, <see cref="FailureCode.InvalidTopic"/> for a name no topic can have, or Kafka cannot be asked.
    /// </exception>
    public async Task<TopicDescription> DescribeAsync(string topic, TimeSpan timeout, CancellationToken cancellationToken)
    {
        TopicName.Validate(topic);
        return await AskAsync(
            () => _descriptions.AskAsync(topic), $"Describing topic \"{topic}\"", timeout, cancellationToken).ConfigureAwait(false);
    }

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

        var offsets = await AskAsync(
            () => _inFlight.RunAsync(() => _offsets.AskBothEndsAsync(topic, distinct, RequestTimeout)), WhatOffsets(topic), timeout, cancellationToken).ConfigureAwait(false);
        return [.. partitions.Select(partition => offsets[partition])];
    }

    /// <summary>Creates the topic and waits until every partition has a leader.</summary>
    /// <exception cref="KafkaFailureException">
    /// <see cref="FailureCode.TopicExists"/>, <see cref="FailureCode.TopicBeingDeleted"/>, <see cref="FailureCode.InvalidTopic"/> with the
    /// broker's words, or Kafka cannot be asked; after a <see cref="FailureCode.KafkaTimeout"/> the topic may be there all the same.
    /// </exception>
    public async Task<TopicDescription> CreateAsync(NewTopic topic, TimeSpan timeout, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(topic);
        topic.Validate();
        var what = $"Creating topic \"{topic.Name}\"";
        var deadline = new Deadline(_time, timeout);

        // Creating cannot be tried twice: that the brokers can be asked at all is found out before.
        if (await FindAsync(topic.Name, deadline, cancellationToken).ConfigureAwait(false) is not null)
        {
            throw new KafkaFailureException(FailureCode.TopicExists, $"{what}: it exists already.");
        }

        await ChangeAsync(topic.Name, () => _administration.CreateAsync(topic, deadline.AtMost(LongestRequest)), what, deadline, cancellationToken)
            .ConfigureAwait(false);
        var created = await CallRunner.PollAsync(
            async () => await FindAsync(topic.Name, deadline, cancellationToken).ConfigureAwait(false) is { } found && IsReady(found) ? found : null,
            $"{what}: it is created, but not every partition has a leader yet.",
            deadline,
            cancellationToken).ConfigureAwait(false);
        await SpreadAsync(() => _inFlight.RunAsync(() => _administration.IsKnownToAllAsync(created, SpreadTimeout)), deadline, cancellationToken).ConfigureAwait(false);
        return created;
    }

    /// <summary>Deletes the topic and waits until it is gone from the metadata.</summary>
    /// <exception cref="KafkaFailureException">
    /// <see cref="FailureCode.TopicNotFound"/> or Kafka cannot be asked; after a <see cref="FailureCode.KafkaTimeout"/> it may go all the same.
    /// </exception>
    public async Task DeleteAsync(string topic, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var what = $"Deleting topic \"{topic}\"";
        var deadline = new Deadline(_time, timeout);
        var deleted = await DescribeAsync(topic, timeout, cancellationToken).ConfigureAwait(false);
        await ChangeAsync(topic, () => _administration.DeleteAsync(topic, deadline.AtMost(LongestRequest)), what, deadline, cancellationToken)
            .ConfigureAwait(false);
        await CallRunner.PollAsync(
            async () => (await FindAsync(topic, deadline, cancellationToken).ConfigureAwait(false))?.Id == deleted.Id ? null : deleted,
            $"{what}: it is marked for deletion, but not gone yet.",
            deadline,
            cancellationToken).ConfigureAwait(false);
        await SpreadAsync(() => _inFlight.RunAsync(() => _administration.IsKnownToNoneAsync(deleted, SpreadTimeout)), deadline, cancellationToken).ConfigureAwait(false);
    }

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
            var description = await DescribeAsync(topic, timeout, cancellationToken).ConfigureAwait(false);
            return new TopicIdentity(topic, description.Id, description.Partitions.Count);
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

    /// <summary>The offset of the first record at or after <paramref name="timestamp"/> (ms since the Unix epoch); the readable end if nothing is newer.</summary>
    /// <exception cref="KafkaFailureException"><see cref="FailureCode.NotSupported"/> on the embedded cluster, which has no index of times.</exception>
    internal async Task<long> GetOffsetAtTimeAsync(
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

    private static bool IsReady(TopicDescription topic) =>
        topic.Partitions.Count > 0 && topic.Partitions.All(partition => partition.Leader is not null);

    private Task<T> AskAsync<T>(Func<Task<T>> ask, string what, TimeSpan timeout, CancellationToken cancellationToken) =>
        _calls.AskAsync(ask, what, new Deadline(_time, timeout), cancellationToken);

    private async Task ChangeAsync(string topic, Func<Task> change, string what, Deadline deadline, CancellationToken cancellationToken)
    {
        async Task<bool> ChangeAndForgetAsync()
        {
            try
            {
                await change().ConfigureAwait(false);
                return true;
            }
            finally
            {
                _identities.Forget(topic);
            }
        }

        await _calls.OnceAsync(_inFlight.RunAsync(ChangeAndForgetAsync), what, deadline, cancellationToken).ConfigureAwait(false);
    }

    private async Task<TopicDescription?> FindAsync(string topic, Deadline deadline, CancellationToken cancellationToken)
    {
        try
        {
            return await DescribeAsync(topic, deadline.Remaining, cancellationToken).ConfigureAwait(false);
        }
        catch (KafkaFailureException e) when (e.Failure.Code == FailureCode.TopicNotFound)
        {
            return null;
        }
    }

    // So that whoever asks next, here or elsewhere, sees the change whichever broker answers him.
    private async Task SpreadAsync(Func<Task<bool>> isKnown, Deadline deadline, CancellationToken cancellationToken)
    {
        var spread = new Deadline(_time, deadline.AtMost(SpreadTimeout));
        try
        {
            while (!await isKnown().WaitAsync(spread.Remaining, _time, cancellationToken).ConfigureAwait(false)
                && await spread.PauseAsync(SpreadPause, cancellationToken).ConfigureAwait(false))
            {
            }
        }
        catch (Exception e) when (e is TimeoutException or KafkaFailureException)
        {
            // The change itself is made: a broker that cannot be asked does not undo it.
        }
    }

    private Task<TopicDescription> RequestDescriptionAsync(string topic) =>
        _identities.RememberAsync(topic, () => _inFlight.RunAsync(() => _administration.DescribeAsync(topic, RequestTimeout)));

    private async Task<long> RequestReadableEndAsync(OffsetQuestion question) =>
        (await RequestAsync(question.Topic, [question.Partition], OffsetSpec.Latest(), question.CommittedOnly).ConfigureAwait(false))[0];

    private Task<long[]> RequestAsync(string topic, int[] partitions, OffsetSpec spec, bool committedOnly) =>
        _inFlight.RunAsync(() => _offsets.AskAsync(topic, partitions, spec, committedOnly, RequestTimeout));
}
