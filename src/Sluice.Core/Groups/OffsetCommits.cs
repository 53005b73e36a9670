// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Sluice.Core.Connections;
using Sluice.Core.Errors;

namespace Sluice.Core.Groups;

/// <summary>Commits what the book says is due, and writes down what came of it. Used by the member's thread alone.</summary>
internal sealed class OffsetCommits(
    string groupId, IConsumer<byte[], byte[]> consumer, ProgressBook book, GroupEvents events, ClientErrors errors, ILogger log, TimeProvider time)
{
    /// <summary>
    /// How long a rebalance is waited for. While the leader of a classic group hands out its partitions, the coordinator takes no offsets; where
    /// all members answer at once that is a moment, and one that waits for a member that is gone is not waited for.
    /// </summary>
    public static readonly TimeSpan RebalancePatience = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan RebalancePause = TimeSpan.FromMilliseconds(100);

    /// <summary>Commits once: what fails is due again at the next time.</summary>
    public KafkaFailure? Commit(List<PartitionPosition> due)
    {
        if (due.Count == 0)
        {
            return null;
        }

        var (failed, error) = TryCommit(due);
        return error is null ? null : OnFailed(failed, error);
    }

    /// <summary>
    /// Commits; false if a rebalance is in the way, which may last until this member has done its own part in it. A commit that waited behind
    /// the client's JoinGroup is refused for its generation, which has ended meanwhile; one that is made now has the next.
    /// </summary>
    public bool TryCommitBeforeLeaving(List<PartitionPosition> due) =>
        due.Count == 0 || TryCommit(due).Error?.Code is not (ErrorCode.RebalanceInProgress or ErrorCode.IllegalGeneration);

    /// <summary>Commits partitions that are about to go: there is no next time, so that a rebalance which others are in the middle of is waited for.</summary>
    public void CommitLast(List<PartitionPosition> due)
    {
        var begun = time.GetTimestamp();
        while (due.Count > 0)
        {
            var (failed, error) = TryCommit(due);
            if (error is null)
            {
                return;
            }

            if (error.Code != ErrorCode.RebalanceInProgress || time.GetElapsedTime(begun) > RebalancePatience)
            {
                OnFailed(failed, error);
                return;
            }

            due = failed;
#pragma warning disable RS0030 // The condition is the coordinator's: nothing but the next commit tells it.
            Thread.Sleep(RebalancePause);
#pragma warning restore RS0030
        }
    }

    // What was not committed, and why.
    private (List<PartitionPosition> Failed, Error? Error) TryCommit(List<PartitionPosition> due)
    {
        try
        {
            consumer.Commit(due.Select(position => new TopicPartitionOffset(position.Topic, position.Partition, position.Offset!.Value)));
            OnCommitted(due);
            return ([], null);
        }
        catch (TopicPartitionOffsetException e)
        {
            OnCommitted([.. e.Results.Where(result => !result.Error.IsError).Select(PositionOf)]);
            return ([.. e.Results.Where(result => result.Error.IsError).Select(PositionOf)], e.Results.First(result => result.Error.IsError).Error);
        }
        catch (KafkaException e)
        {
            return (due, e.Error);
        }

        static PartitionPosition PositionOf(TopicPartitionOffsetError result) => new(result.Topic, result.Partition.Value, result.Offset.Value);
    }

    private void OnCommitted(List<PartitionPosition> positions)
    {
        if (positions.Count > 0)
        {
            book.OnCommitted(positions);
            events.Add(GroupEventKind.Committed, positions);
        }
    }

    private KafkaFailure OnFailed(List<PartitionPosition> positions, Error error)
    {
        var failure = errors.ToFailure(error, $"Committing offsets of group \"{groupId}\"");
        Log.CommitFailed(log, groupId, failure.Detail);
        events.Add(GroupEventKind.CommitFailed, positions, failure.Detail);
        return failure;
    }
}
