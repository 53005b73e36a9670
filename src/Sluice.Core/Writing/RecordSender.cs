// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using Confluent.Kafka;
using Sluice.Core.Errors;
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

    /// <summary>The size up to which records are sent together.</summary>
    public int BatchBytes => batchBytes;

    /// <summary>Returns when every one of <paramref name="placements"/> is handed over or failed; the batch is answered later.</summary>
    /// <exception cref="KafkaFailureException">Nothing was handed over.</exception>
    public async ValueTask SendAsync(
        WriteBatch batch, TopicIdentity topic, Placements placements, Deadline deadline, CancellationToken cancellationToken)
    {
        batch.Expect(placements, batchBytes);
        (var client, topic) = await EnterAsync(topic, deadline, cancellationToken).ConfigureAwait(false);
        var only = topic.PartitionCount == 1 ? 0 : Partition.Any.Value;
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

                if (Produce(client, batch, placements, next, end, only) is { } fatal)
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

    private async ValueTask<(ProducerClient Client, TopicIdentity Topic)> EnterAsync(TopicIdentity topic, Deadline deadline, CancellationToken cancellationToken)
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
                        $"Writing to \"{topic.Name}\": the brokers did not agree in time on its {topic.PartitionCount} partitions "
                            + "and who leads them. Nothing was written.");
                }

                topic = await resolve(topic.Name, TimeSpan.Zero, deadline.Remaining, cancellationToken).ConfigureAwait(false);
            }

            return (client, topic);
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
        for (; end < placements.Count; end++)
        {
            var size = RecordSize.Of(batch.Records[placements.IndexAt(end)]);
            if (end > next && bytes + size > limit)
            {
                break;
            }

            bytes += size;
        }

        return (end, bytes);
    }

    // Returns why the producer takes no more records, if that is so.
    private KafkaFailure? Produce(ProducerClient client, WriteBatch batch, Placements placements, int next, int end, int only)
    {
        while (next < end)
        {
            // What is wrong in itself is not handed over; what comes before it is.
            var good = next;
            KafkaFailure? wrong = null;
            while (good < end && (wrong = WriteFailures.OfTimestamp(batch.Records[placements.IndexAt(good)].Timestamp)) is null)
            {
                good++;
            }

            if (good > next && HandOver(client, batch, placements, next, good, only) is { } fatal)
            {
                FailInQueue(batch, placements, good, end, fatal);
                return fatal;
            }

            if (wrong is not null)
            {
                Fail(batch, placements.IndexAt(good), wrong);
            }

            next = good + 1;
        }

        return null;
    }

    private KafkaFailure? HandOver(ProducerClient client, WriteBatch batch, Placements placements, int next, int end, int only)
    {
        var rented = ArrayPool<ErrorCode>.Shared.Rent(end - next);
        try
        {
            var errors = rented.AsSpan(0, end - next);
            client.Produce(batch, placements, next, end, only, errors);
            return errors.IndexOfAnyExcept(ErrorCode.NoError) < 0 ? null : Refuse(client, batch, placements, next, errors);
        }
        finally
        {
            ArrayPool<ErrorCode>.Shared.Return(rented);
        }
    }

    // Answers those that the producer did not take.
    private KafkaFailure? Refuse(ProducerClient client, WriteBatch batch, Placements placements, int next, ReadOnlySpan<ErrorCode> errors)
    {
        KafkaFailure? failure = null;
        if (client.FindFatalError() is { } fatal)
        {
            producer.Replace(client, fatal);
            failure = KafkaErrors.ToFailure(fatal, $"Writing to \"{batch.Topic}\"");
        }

        for (var i = 0; i < errors.Length; i++)
        {
            var placement = placements[next + i];
            var record = batch.Records[placement.Index];
            if (errors[i] == ErrorCode.NoError)
            {
                continue;
            }

            if (errors[i] == ErrorCode.MsgSizeTooLarge)
            {
                Fail(batch, placement.Index, WriteFailures.LargerThan(maxRecordBytes, batch.Topic, record));
            }
            else if (failure is not null)
            {
                Fail(batch, placement.Index, failure);
            }
            else
            {
                client.Forget(batch.Topic);
                queue.Leave(RecordSize.Of(record));
                batch.Refuse(placement, new Error(errors[i]), mayBeWritten: false);
            }
        }

        return failure;
    }

    private void FailInQueue(WriteBatch batch, Placements placements, int next, int end, KafkaFailure failure)
    {
        for (var i = next; i < end; i++)
        {
            Fail(batch, placements.IndexAt(i), failure);
        }
    }

    private static void FailAll(WriteBatch batch, Placements placements, int next, KafkaFailure failure)
    {
        for (var i = next; i < placements.Count; i++)
        {
            batch.Fail(placements.IndexAt(i), failure);
        }
    }

    private void Fail(WriteBatch batch, int index, KafkaFailure failure)
    {
        queue.Leave(RecordSize.Of(batch.Records[index]));
        batch.Fail(index, failure);
    }
}
