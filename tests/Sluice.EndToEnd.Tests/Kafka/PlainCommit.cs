// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;

namespace Sluice.EndToEnd.Tests.Kafka;

/// <summary>Commits for a group from outside, and asks what is committed.</summary>
internal static class PlainCommit
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Commits as soon as the group's coordinator takes commits: brokers serve a moment before they have loaded their groups.</summary>
    public static async Task CommitAsync<TKey, TValue>(IConsumer<TKey, TValue> consumer, params TopicPartitionOffset[] offsets)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        while (!await Task.Run(() => TryCommit(consumer, offsets), deadline.Token))
        {
            await Task.Delay(Pause, deadline.Token);
        }
    }

    /// <summary>The committed offset, null if there is none, as soon as the group's coordinator tells: another broker may just have taken it over.</summary>
    public static async Task<long?> CommittedAsync<TKey, TValue>(IConsumer<TKey, TValue> consumer, TopicPartition partition)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        while (true)
        {
            try
            {
                var committed = await Task.Run(() => consumer.Committed([partition], Deadline)[0].Offset, deadline.Token);
                return committed.IsSpecial ? null : committed.Value;
            }
            catch (KafkaException e) when (IsOfNewCoordinator(e))
            {
                await Task.Delay(Pause, deadline.Token);
            }
        }
    }

    private static bool TryCommit<TKey, TValue>(IConsumer<TKey, TValue> consumer, TopicPartitionOffset[] offsets)
    {
        try
        {
            consumer.Commit(offsets);
            return true;
        }
        catch (KafkaException e) when (IsOfNewCoordinator(e))
        {
            return false;
        }
    }

    private static bool IsOfNewCoordinator(KafkaException failure) => failure.Error.Code
        is ErrorCode.GroupLoadInProgress or ErrorCode.GroupCoordinatorNotAvailable or ErrorCode.NotCoordinatorForGroup;
}
