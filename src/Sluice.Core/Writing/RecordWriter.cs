// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Logging;
using Sluice.Core.Connections;
using Sluice.Core.Errors;
using Sluice.Core.Records;
using Sluice.Core.Telemetry;
using Sluice.Core.Topics;

namespace Sluice.Core.Writing;

/// <summary>Writes records through one shared idempotent producer with <c>acks=all</c>. Thread-safe.</summary>
public sealed class RecordWriter : IAsyncDisposable
{
    private readonly TopicResolver _resolve;
    private readonly TopicDescriber _describe;
    private readonly KafkaClusterOptions _options;
    private readonly ClientErrors _errors;
    private readonly ILogger _log;
    private readonly TimeProvider _time;
    private readonly RecordSenders _senders;
    private readonly KafkaTelemetry _telemetry;

    internal RecordWriter(
        KafkaClientFactory clients,
        TopicResolver resolve,
        TopicDescriber describe,
        KafkaClusterOptions options,
        bool isEmbedded,
        ILogger log,
        TimeProvider time,
        KafkaTelemetry telemetry)
    {
        _telemetry = telemetry;
        _resolve = resolve;
        _describe = describe;
        _options = options;
        _errors = clients.Errors;
        _log = log;
        _time = time;
        Queue = new WriteQueue(options.MaxWriteQueueBytes, time);
        var producers = new ProducerFactory(clients, options, isEmbedded);
        _senders = new RecordSenders(batchBytes => new RecordSender(
            new SharedProducer(onFatal => producers.Create(batchBytes, onFatal), log, time),
            batchBytes,
            producers.MaxRecordBytes,
            Queue,
            options.WriteQueueWait,
            resolve), asksLimits: !isEmbedded);
    }

    /// <summary>What waits for its acknowledgement.</summary>
    internal WriteQueue Queue { get; }

    /// <summary>
    /// Writes the records and returns one result a record, in their order, when every one is acknowledged or failed.
    /// Records of one call to one partition keep their order. Nothing is written when the topic or a named partition does not exist.
    /// </summary>
    /// <param name="topic">An existing topic; never created by writing.</param>
    /// <param name="records">At least one record. The list is handed over: the caller does not change it until every one is acknowledged.</param>
    /// <param name="timeout">After this time the answer is given at the latest: records that were sent and have no acknowledgement
    /// are failed with <see cref="WriteResult.MayBeWritten"/>. The producer itself gives a record up after
    /// <see cref="KafkaClusterOptions.DeliveryTimeout"/>.</param>
    /// <param name="cancellationToken">Stops the waiting, not the writing of what is already handed over.</param>
    /// <exception cref="KafkaFailureException">Nothing was written: no such topic or partition, or Kafka cannot be asked.</exception>
    /// <exception cref="ObjectDisposedException">The cluster is closed.</exception>
    public Task<WriteResult[]> WriteAsync(
        string topic, IReadOnlyList<NewRecord> records, TimeSpan timeout, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(topic);
        ArgumentNullException.ThrowIfNull(records);
        ArgumentOutOfRangeException.ThrowIfZero(records.Count, nameof(records));

        return _telemetry.IsOn
            ? WriteObservedAsync(topic, records, timeout, cancellationToken)
            : SendAsync(topic, WithTraceContext(records), timeout, cancellationToken);
    }

    /// <summary>Closes the producer when what was handed to it is acknowledged or failed, which takes some seconds at most.</summary>
    public ValueTask DisposeAsync() => _senders.DisposeAsync();

    // The call's activity is the current one as long as this method runs, and is not left to the caller.
    private async Task<WriteResult[]> WriteObservedAsync(
        string topic, IReadOnlyList<NewRecord> records, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var observed = _telemetry.Begin(KafkaCall.Send, topic);
        try
        {
            var written = WithTraceContext(records);
            var results = await SendAsync(topic, written, timeout, cancellationToken).ConfigureAwait(false);
            observed?.End(written, results);
            return results;
        }
        catch (Exception e)
        {
            observed?.Fail(e);
            throw;
        }
    }

    private IReadOnlyList<NewRecord> WithTraceContext(IReadOnlyList<NewRecord> records) =>
        _telemetry.Options.WriteTraceContext ? TraceContext.Write(records) : records;

    private async Task<WriteResult[]> SendAsync(
        string topic, IReadOnlyList<NewRecord> records, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var deadline = new Deadline(_time, timeout);
        var identity = await _resolve(topic, _options.TopicMaxAge, timeout, cancellationToken).ConfigureAwait(false);
        if (FindMisplaced(records, identity) is not null)
        {
            identity = await _resolve(topic, TimeSpan.Zero, deadline.Remaining, cancellationToken).ConfigureAwait(false);
            ThrowIfMisplaced(records, identity);
        }

        var batch = new WriteBatch(topic, records, Queue);
        var placements = new Placements(records);
        if (!identity.HasLeaders)
        {
            placements = await ExcludeLeaderlessAsync(batch, placements, deadline, cancellationToken).ConfigureAwait(false);
            if (placements.Count == 0)
            {
                return Explain(batch.Close());
            }
        }

        var sender = await _senders.ChooseAsync(identity, deadline, cancellationToken).ConfigureAwait(false);
        await sender.SendAsync(batch, identity, placements, deadline, cancellationToken).ConfigureAwait(false);
        if (await batch.WaitAsync(deadline, cancellationToken).ConfigureAwait(false) && batch.TakeRefused() is { Length: > 0 } refused)
        {
            await RepeatAsync(batch, refused, deadline, cancellationToken).ConfigureAwait(false);
        }

        return Explain(batch.Close());
    }

    private static int? FindMisplaced(IReadOnlyList<NewRecord> records, TopicIdentity topic)
    {
        for (var i = 0; i < records.Count; i++)
        {
            if (records[i].Partition is { } partition && (partition < 0 || partition >= topic.PartitionCount))
            {
                return i;
            }
        }

        return null;
    }

    private static void ThrowIfMisplaced(IReadOnlyList<NewRecord> records, TopicIdentity topic)
    {
        if (FindMisplaced(records, topic) is { } index)
        {
            throw new KafkaFailureException(
                FailureCode.PartitionNotFound,
                $"Topic \"{topic.Name}\" has {topic.PartitionCount} partition(s), numbered from 0: "
                    + $"record {index} of the call names partition {records[index].Partition}.");
        }
    }

    // What nobody can take at present is refused at once: nothing is written, and that is certain. Which partition a key leads to, the producer decides.
    private async Task<Placements> ExcludeLeaderlessAsync(WriteBatch batch, Placements placements, Deadline deadline, CancellationToken cancellationToken)
    {
        var topic = await _describe(batch.Topic, deadline.Remaining, cancellationToken).ConfigureAwait(false);
        var leaderless = topic.Partitions.Where(partition => partition.Leader is null).Select(partition => partition.Partition).ToHashSet();
        var others = new List<Placement>(placements.Count);
        for (var i = 0; i < placements.Count; i++)
        {
            var placement = placements[i];
            if (leaderless.Contains(placement.Partition))
            {
                batch.Exclude(placement.Index, WriteFailures.NoLeader(batch.Topic, placement.Partition));
            }
            else
            {
                others.Add(placement);
            }
        }

        return new Placements([.. others]);
    }

    // That a record was not acknowledged is all that its report says: why is known to the client alone.
    private WriteResult[] Explain(WriteResult[] results)
    {
        foreach (ref var result in results.AsSpan())
        {
            if (result.Failure is null)
            {
                _errors.OnSuccess();
            }
            else
            {
                result = result with { Failure = _errors.Complete(result.Failure) };
            }
        }

        return results;
    }

    // Each alone, so that none is refused because of another.
    private async Task RepeatAsync(WriteBatch batch, Placement[] refused, Deadline deadline, CancellationToken cancellationToken)
    {
        var refusedBySize = Array.FindAll(refused, placement => batch[placement.Index].Failure?.Code == FailureCode.RecordTooLarge);
        TopicIdentity topic;
        try
        {
            topic = await _resolve(batch.Topic, TimeSpan.Zero, deadline.Remaining, cancellationToken).ConfigureAwait(false);
            await _senders.Single.SendAsync(batch, topic, new Placements(refused), deadline, cancellationToken).ConfigureAwait(false);
        }
        catch (KafkaFailureException e)
        {
            batch.Expect(new Placements(refused), batchBytes: 0);
            Array.ForEach(refused, placement => batch.Fail(placement.Index, e.Failure));
            return;
        }

        await batch.WaitAsync(deadline, cancellationToken).ConfigureAwait(false);
        if (Array.Exists(refusedBySize, placement => batch[placement.Index].Failure is null))
        {
            Log.SmallerBatches(_log, batch.Topic);
            await _senders.ReduceAsync(topic, deadline, cancellationToken).ConfigureAwait(false);
        }
    }
}
