// SPDX-License-Identifier: Apache-2.0

using Sluice.Cli.Arguments;
using Sluice.Core;
using Sluice.Core.Reading;
using Sluice.Core.Topics;

namespace Sluice.Cli.Consuming;

/// <summary>Finds out from where to where each partition is to be read.</summary>
internal sealed class ReadPlanner(KafkaCluster cluster, string topic, TimeSpan timeout)
{
    /// <summary>
    /// One plan a partition. Without <paramref name="follow"/> a partition is read up to what was its end when this was called,
    /// so that reading ends even if writing does not.
    /// </summary>
    public async Task<IReadOnlyList<ReadPlan>> PlanAsync(
        IReadOnlyList<int> partitions, StartPosition from, bool follow, CancellationToken cancellationToken)
    {
        var ranges = await cluster.Topics.GetOffsetsAsync(topic, partitions, timeout, cancellationToken);
        var plans = new List<ReadPlan>(ranges.Count);
        foreach (var range in ranges)
        {
            var start = await StartOfAsync(range, from, cancellationToken);
            plans.Add(new ReadPlan(range.Partition, start, follow ? null : range.Latest));
        }

        return plans;
    }

    private async Task<long> StartOfAsync(PartitionOffsets range, StartPosition from, CancellationToken cancellationToken)
    {
        if (from.BeforeEnd is { } count)
        {
            return Math.Max(range.Earliest, range.Latest - count);
        }

        switch (from.Position.Kind)
        {
            case ReadPositionKind.Earliest:
                return range.Earliest;
            case ReadPositionKind.Latest:
                return range.Latest;
            case ReadPositionKind.Offset:
                return InRange(range, from.Position.Number);
            default:
                // Reading one record is how Core is asked for the offset of a time; what follows is read from there.
                var request = new ReadRequest(topic, range.Partition, from.Position);
                var first = await cluster.Reader.ReadAsync(request, timeout, cancellationToken);
                return first.Records.Count > 0 ? first.Records[0].Offset : first.NextOffset;
        }
    }

    private long InRange(PartitionOffsets range, long offset) => offset >= range.Earliest && offset <= range.Latest
        ? offset
        : throw new CommandException(
            ExitCodes.Failed,
            $"partition {range.Partition} of {topic} has no offset {offset}: "
            + $"its records begin at {range.Earliest} and end before {range.Latest}");
}
