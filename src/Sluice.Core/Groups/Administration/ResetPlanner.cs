// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka.Admin;
using Sluice.Core.Errors;
using Sluice.Core.Topics;

namespace Sluice.Core.Groups.Administration;

/// <summary>Finds out what a reset would commit.</summary>
internal sealed class ResetPlanner(GroupClient client, TopicCatalog topics, bool readCommitted)
{
    public async Task<IReadOnlyList<PlannedReset>> PlanAsync(
        string group,
        ResetScope scope,
        Topics.TopicDescription described,
        ResetTarget target,
        IReadOnlyDictionary<GroupPartition, long> committed,
        Deadline deadline,
        CancellationToken cancellationToken)
    {
        var topic = scope.Topic;
        int[] partitions = [.. (scope.Partitions ?? described.Partitions.Select(partition => partition.Partition)).Distinct().Order()];
        var earliest = await AskAsync(OffsetSpec.Earliest()).ConfigureAwait(false);
        var ends = await AskAsync(OffsetSpec.Latest()).ConfigureAwait(false);
        return await Task.WhenAll(partitions.Select(async (partition, i) =>
        {
            long? current = committed.TryGetValue(new GroupPartition(topic, partition), out var offset) ? offset : null;
            var wanted = target.Kind switch
            {
                ResetTargetKind.Earliest => earliest[i],
                ResetTargetKind.Latest => ends[i],
                ResetTargetKind.Offset => target.Number,
                ResetTargetKind.Shift => Shift(current ?? throw NothingToShift(group, topic, partition), target.Number),
                _ => await topics.GetOffsetAtTimeAsync(topic, partition, target.Number, deadline.Remaining, cancellationToken)
                    .ConfigureAwait(false),
            };
            var end = Math.Max(earliest[i], ends[i]);
            return new PlannedReset(topic, partition, current, Math.Clamp(wanted, earliest[i], end), wanted < earliest[i] || wanted > end);
        })).ConfigureAwait(false);

        Task<long[]> AskAsync(OffsetSpec spec) =>
            client.GetOffsetsAsync(topic, partitions, spec, readCommitted, deadline, cancellationToken);
    }

    // Far beyond any partition either way is as good as the overflow.
    private static long Shift(long offset, long by) => by > long.MaxValue - offset ? long.MaxValue : offset + by;

    private static KafkaFailureException NothingToShift(string group, string topic, int partition) => new(
        FailureCode.OffsetOutOfRange,
        $"Group \"{group}\" has committed nothing on partition {partition} of topic \"{topic}\" that could be shifted: "
        + "reset it to earliest, latest, an offset or a time.");
}
