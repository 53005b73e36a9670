// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Sluice.Core.Connections;
using Sluice.Core.Errors;

namespace Sluice.Core.Topics;

/// <summary>Asks the leaders of partitions for offsets: one request for all partitions, never one a partition.</summary>
/// <param name="client">The client that asks.</param>
/// <param name="errors">Where it reports its troubles.</param>
/// <param name="describe">Asks afresh for the topic, to say what an unknown partition means.</param>
/// <param name="refresh">Has the client learn the leaders afresh, which it does not do by itself when one has moved.</param>
internal sealed class OffsetLookup(IAdminClient client, ClientErrors errors, Func<string, Task<TopicDescription>> describe, Func<Task> refresh)
{
    /// <summary>The offset for a time that nothing is newer than.</summary>
    public const long NothingNewer = -1;

    /// <summary>The offsets in the order of <paramref name="partitions"/>, which are distinct, or <see cref="NothingNewer"/>.</summary>
    public async Task<long[]> AskAsync(string topic, IReadOnlyList<int> partitions, OffsetSpec spec, bool committedOnly, TimeSpan timeout)
    {
        if (partitions.Any(partition => partition < 0))
        {
            throw new KafkaFailureException(FailureCode.PartitionNotFound, $"There is no partition {partitions.Min()}: they count from 0.");
        }

        var options = new ListOffsetsOptions
        {
            RequestTimeout = timeout,
            IsolationLevel = committedOnly ? IsolationLevel.ReadCommitted : IsolationLevel.ReadUncommitted,
        };
        var questions = partitions.Select(partition =>
            new TopicPartitionOffsetSpec { TopicPartition = new TopicPartition(topic, partition), OffsetSpec = spec });
        try
        {
            var answer = await client.ListOffsetsAsync(questions, options).ConfigureAwait(false);
            var offsets = OffsetsOf(answer);
            errors.OnSuccess();
            return [.. partitions.Select(partition => offsets[partition])];
        }
        catch (KafkaException e)
        {
            var failure = await ExplainAsync(ErrorOf(e), topic, partitions).ConfigureAwait(false);
            if (failure.Code is FailureCode.KafkaUnavailable)
            {
                await refresh().ConfigureAwait(false);
            }

            throw new KafkaFailureException(failure, e);
        }
    }

    /// <summary>Earliest offset and high watermark by partition; <paramref name="partitions"/> are distinct.</summary>
    public async Task<Dictionary<int, PartitionOffsets>> AskBothEndsAsync(string topic, IReadOnlyList<int> partitions, TimeSpan timeout)
    {
        var answers = await Task.WhenAll(
            AskAsync(topic, partitions, OffsetSpec.Earliest(), committedOnly: false, timeout),
            AskAsync(topic, partitions, OffsetSpec.Latest(), committedOnly: false, timeout)).ConfigureAwait(false);

        // Records may be written and deleted between the two answers.
        return partitions.Select((partition, i) => new PartitionOffsets(partition, answers[0][i], Math.Max(answers[0][i], answers[1][i])))
            .ToDictionary(offsets => offsets.Partition);
    }

    // When the connection to a leader drops, the client answers for its partitions with neither an error nor an offset.
    private static Dictionary<int, long> OffsetsOf(ListOffsetsResult answer)
    {
        var offsets = answer.ResultInfos.ToDictionary(
            info => info.TopicPartitionOffsetError.Partition.Value, info => info.TopicPartitionOffsetError.Offset.Value);
        return offsets.Values.Any(offset => offset < NothingNewer) ? throw new KafkaException(ErrorCode.Local_Transport) : offsets;
    }

    private async Task<KafkaFailure> ExplainAsync(Error error, string topic, IReadOnlyList<int> partitions)
    {
        var failure = errors.ToFailure(error, $"Asking for offsets of topic \"{topic}\"");

        // These stand for no topic, no partition, no leader, and a broker that has not heard of either yet.
        if (error.Code is not (ErrorCode.UnknownTopicOrPart or ErrorCode.Local_UnknownPartition or ErrorCode.Local_UnknownTopic or ErrorCode.Local_NoEnt))
        {
            return failure;
        }

        var count = (await describe(topic).ConfigureAwait(false)).Partitions.Count;
        return partitions.Any(partition => partition >= count)
            ? new KafkaFailure(
                FailureCode.PartitionNotFound, $"Topic \"{topic}\" has {count} partition(s): there is no partition {partitions.Max()}.")
            : new KafkaFailure(FailureCode.KafkaUnavailable, failure.Detail);
    }

    // What will pass by itself must not hide what will not: the caller would wait for it in vain.
    private static Error ErrorOf(KafkaException exception) => exception is ListOffsetsException e
        ? e.Result.ResultInfos.Select(info => info.TopicPartitionOffsetError.Error)
            .Where(error => error.IsError)
            .MinBy(error => KafkaErrors.CodeOf(error.Code) is FailureCode.KafkaUnavailable or FailureCode.KafkaTimeout)!
        : exception.Error;
}
