// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Sluice.Core.Connections;
using Sluice.Core.Errors;
using Sluice.Core.Records;
using Sluice.Core.Topics;

namespace Sluice.Core.Writing;

/// <summary>Writes records through one shared idempotent producer with <c>acks=all</c>. Thread-safe.</summary>
public sealed class RecordWriter : IAsyncDisposable
{
    private readonly TopicResolver _resolve;
    private readonly KafkaClusterOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly WriteQueue _queue;
    private readonly RecordSender _batches;
    private readonly RecordSender _singles;
    private readonly SingleRecordTopics _singleRecordTopics;

    internal RecordWriter(
        KafkaConnection connection, TopicResolver resolve, KafkaClusterOptions options, bool embedded, ILoggerFactory logs, TimeProvider time)
    {
        _resolve = resolve;
        _options = options;
        _time = time;
        _log = logs.CreateLogger<RecordWriter>();
        _queue = new WriteQueue(options.MaxWriteQueueBytes, time);
        _singleRecordTopics = new SingleRecordTopics(time);
        _batches = CreateSender(oneRecordABatch: false);
        _singles = CreateSender(oneRecordABatch: true);

        RecordSender CreateSender(bool oneRecordABatch) => new(
            new SharedProducer(ProducerSettings.Create(connection, options, embedded, oneRecordABatch), _log, time),
            _queue,
            resolve,
            options.WriteQueueWait,
            ProducerSettings.MaxRecordBytes(options, embedded));
    }

    /// <summary>
    /// Writes the records and returns one result a record, in their order, when every one is acknowledged or failed.
    /// Records of one call to one partition keep their order. Nothing is written when the topic or a named partition does not exist.
    /// </summary>
    /// <param name="topic">An existing topic; never created by writing.</param>
    /// <param name="records">At least one record.</param>
    /// <param name="timeout">After this time the answer is given at the latest: records without acknowledgement are failed with <see cref="WriteResult.MayBeWritten"/>.</param>
    /// <param name="cancellationToken">Stops the waiting, not the writing of what is already handed over.</param>
    /// <exception cref="KafkaFailureException">Nothing was written: no such topic or partition, or Kafka cannot be asked.</exception>
    /// <exception cref="ObjectDisposedException">The cluster is closed.</exception>
    public async Task<WriteResult[]> WriteAsync(
        string topic, IReadOnlyList<NewRecord> records, TimeSpan timeout, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(topic);
        ArgumentNullException.ThrowIfNull(records);
        ArgumentOutOfRangeException.ThrowIfZero(records.Count, nameof(records));

        var deadline = new Deadline(_time, timeout);
        var identity = await _resolve(topic, _options.TopicMaxAge, timeout, cancellationToken).ConfigureAwait(false);
        if (FindMisplaced(records, identity) is not null)
        {
            identity = await _resolve(topic, TimeSpan.Zero, deadline.Remaining, cancellationToken).ConfigureAwait(false);
            if (FindMisplaced(records, identity) is { } index)
            {
                throw new KafkaFailureException(
                    FailureCode.PartitionNotFound,
                    $"Topic \"{topic}\" has {identity.PartitionCount} partitions, numbered from 0: record {index} of the call names partition {records[index].Partition}.");
            }
        }

        var batch = new WriteBatch(topic, records, _queue);
        var sender = _singleRecordTopics.Contains(identity.Id) ? _singles : _batches;
        await sender.SendAsync(batch, identity, Place(records), deadline, cancellationToken).ConfigureAwait(false);
        if (await batch.WaitAsync(deadline, cancellationToken).ConfigureAwait(false) && batch.TakeRefused() is { Length: > 0 } refused)
        {
            await RepeatAsync(batch, refused, deadline, cancellationToken).ConfigureAwait(false);
        }

        return batch.Close();
    }

    /// <summary>Closes the producer when what was handed to it is acknowledged or failed, which takes some seconds at most.</summary>
    public async ValueTask DisposeAsync()
    {
        await _batches.DisposeAsync().ConfigureAwait(false);
        await _singles.DisposeAsync().ConfigureAwait(false);
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

    private static Placement[] Place(IReadOnlyList<NewRecord> records)
    {
        var placements = new Placement[records.Count];
        for (var i = 0; i < placements.Length; i++)
        {
            placements[i] = new(i, records[i].Partition ?? Partition.Any);
        }

        return placements;
    }

    // Each alone, so that no record suffers for another.
    private async Task RepeatAsync(WriteBatch batch, Placement[] refused, Deadline deadline, CancellationToken cancellationToken)
    {
        var refusedBySize = Array.FindAll(refused, placement => batch[placement.Index].Failure?.Code == FailureCode.RecordTooLarge);
        TopicIdentity identity;
        try
        {
            identity = await _resolve(batch.Topic, TimeSpan.Zero, deadline.Remaining, cancellationToken).ConfigureAwait(false);
            await _singles.SendAsync(batch, identity, refused, deadline, cancellationToken).ConfigureAwait(false);
        }
        catch (KafkaFailureException)
        {
            // The first refusal stands as each record's answer.
            return;
        }

        await batch.WaitAsync(deadline, cancellationToken).ConfigureAwait(false);
        if (Array.Exists(refusedBySize, placement => batch[placement.Index].Failure is null))
        {
            _singleRecordTopics.Add(identity.Id);
            Log.TopicTakesSingleRecords(_log, batch.Topic);
        }
    }
}
