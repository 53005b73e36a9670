// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;
using Sluice.Core.Errors;
using Sluice.Core.Records;
using Sluice.Core.Topics;

namespace Sluice.Core.Writing;

/// <summary>Hands the records of a call to a producer, in order and as the write queue has room. Thread-safe.</summary>
internal sealed class RecordSender(
    SharedProducer producer, int batchBytes, int maxRecordBytes, WriteQueue queue, TimeSpan queueWait, TopicResolver resolve)
    : IAsyncDisposable
{
    // Room is taken for some records at once: often enough to let others in between, rarely enough to cost nothing.
    private const int StepBytes = 256 * 1024;
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(20);
    private static readonly Headers NoHeaders = [];

    /// <summary>The size up to which records are sent together.</summary>
    public int BatchBytes => batchBytes;

    /// <summary>Returns when every one of <paramref name="placements"/> is handed over or failed; the batch is answered later.</summary>
    /// <exception cref="KafkaFailureException">Nothing was handed over.</exception>
    public async ValueTask SendAsync(
        WriteBatch batch, TopicIdentity topic, Placements placements, Deadline deadline, CancellationToken cancellationToken)
    {
        batch.Expect(placements, batchBytes);
        var client = await EnterAsync(topic, deadline, cancellationToken).ConfigureAwait(false);
        try
        {
            for (var next = 0; next < placements.Count;)
            {
                var (end, bytes) = Step(batch, placements, next);
                if (await EnterQueueAsync(bytes, end - next, deadline, cancellationToken).ConfigureAwait(false) is { } failure)
                {
                    FailAll(batch, placements, next, failure);
                    return;
                }

                if (Produce(client, batch, placements, next, end) is { } fatal)
                {
                    FailAll(batch, placements, end, fatal);
                    return;
                }

                next = end;
            }
        }
        finally
        {
            client.Leave();
        }
    }

    /// <summary>The size of the largest batch that the topic takes; null if Kafka does not say so in time.</summary>
    public async Task<int?> FindBatchLimitAsync(string topic, Deadline deadline, CancellationToken cancellationToken)
    {
        var client = producer.Enter();
        var asking = client.FindBatchLimitAsync(topic);
        client.Leave();
        return await deadline.WaitAsync(asking, cancellationToken).ConfigureAwait(false) ? await asking.ConfigureAwait(false) : null;
    }

    public ValueTask DisposeAsync() => producer.DisposeAsync();

    private async ValueTask<ProducerClient> EnterAsync(TopicIdentity topic, Deadline deadline, CancellationToken cancellationToken)
    {
        var client = producer.Enter();
        try
        {
            while (!await client.LearnAsync(topic, deadline, cancellationToken).ConfigureAwait(false))
            {
                if (!await deadline.PauseAsync(AskAgain, cancellationToken).ConfigureAwait(false))
                {
                    throw new KafkaFailureException(
                        FailureCode.KafkaTimeout,
                        $"Writing to \"{topic.Name}\": the producer was not told of its {topic.PartitionCount} partitions in time.");
                }

                topic = await resolve(topic.Name, TimeSpan.Zero, deadline.Remaining, cancellationToken).ConfigureAwait(false);
            }

            return client;
        }
        catch
        {
            client.Leave();
            throw;
        }
    }

    private async ValueTask<KafkaFailure?> EnterQueueAsync(
        long bytes, int records, Deadline deadline, CancellationToken cancellationToken)
    {
        var remaining = deadline.Remaining;
        if (remaining == TimeSpan.Zero)
        {
            return WriteFailures.NotSentInTime;
        }

        var wait = remaining < queueWait ? remaining : queueWait;
        return await queue.EnterAsync(bytes, wait, cancellationToken, records).ConfigureAwait(false) ? null : WriteFailures.QueueFull;
    }

    private (int End, long Bytes) Step(WriteBatch batch, Placements placements, int next)
    {
        var limit = Math.Min(StepBytes, queue.Capacity / 4);
        var bytes = 0L;
        var end = next;
        do
        {
            bytes += RecordSize.Of(batch.Records[placements[end++].Index]);
        }
        while (end < placements.Count && bytes + RecordSize.Of(batch.Records[placements[end].Index]) <= limit);

        return (end, bytes);
    }

    // Returns why the producer takes no more records, if that is so.
    private KafkaFailure? Produce(ProducerClient client, WriteBatch batch, Placements placements, int next, int end)
    {
        // The client copies what it is given, so that one message serves all.
        var message = new Message<PendingRecord, byte[]?>();
        var target = new TopicPartition(batch.Topic, Partition.Any);
        for (var i = next; i < end; i++)
        {
            var placement = placements[i];
            var index = placement.Index;
            var record = batch.Records[index];
            if (WriteFailures.OfTimestamp(record.Timestamp) is { } wrong)
            {
                Fail(batch, index, wrong);
                continue;
            }

            if (target.Partition.Value != placement.Partition)
            {
                target = new TopicPartition(batch.Topic, placement.Partition);
            }

            message.Key = new PendingRecord(batch, index, record.Key);
            message.Value = record.Value;
            message.Timestamp = record.Timestamp is { } milliseconds ? new(milliseconds, TimestampType.CreateTime) : Timestamp.Default;
            message.Headers = HeadersOf(record);
            try
            {
                client.Produce(target, message);
            }
            catch (ProduceException<PendingRecord, byte[]?> refusal) when (refusal.Error.IsFatal)
            {
                producer.Replace(client, refusal.Error);
                var failure = KafkaErrors.ToFailure(refusal.Error, $"Writing to \"{batch.Topic}\"");
                for (; i < end; i++)
                {
                    Fail(batch, placements[i].Index, failure);
                }

                return failure;
            }
            catch (ProduceException<PendingRecord, byte[]?> refusal) when (refusal.Error.Code == ErrorCode.MsgSizeTooLarge)
            {
                Fail(batch, index, WriteFailures.LargerThan(maxRecordBytes, batch.Topic, record));
            }
            catch (ProduceException<PendingRecord, byte[]?> refusal)
            {
                client.Forget(batch.Topic);
                queue.Leave(RecordSize.Of(record));
                batch.Refuse(placement, refusal.Error, mayBeWritten: false);
            }
        }

        return null;
    }

    private static void FailAll(WriteBatch batch, Placements placements, int next, KafkaFailure failure)
    {
        for (var i = next; i < placements.Count; i++)
        {
            batch.Fail(placements[i].Index, failure);
        }
    }

    private void Fail(WriteBatch batch, int index, KafkaFailure failure)
    {
        queue.Leave(RecordSize.Of(batch.Records[index]));
        batch.Fail(index, failure);
    }

    private static Headers HeadersOf(in NewRecord record)
    {
        if (record.Headers is not { Count: > 0 } headers)
        {
            return NoHeaders;
        }

        var converted = new Headers();
        for (var i = 0; i < headers.Count; i++)
        {
            converted.Add(headers[i].Key, headers[i].Value);
        }

        return converted;
    }
}
