// SPDX-License-Identifier: Apache-2.0

using System.Runtime.CompilerServices;
using Sluice.Core.Errors;
using Sluice.Core.Reading;
using Sluice.Core.Records;

namespace Sluice.Cli.Consuming;

/// <summary>Reads a partition from one read to the next, at most <paramref name="count"/> records at once.</summary>
internal sealed class PartitionReader(RecordReader reader, string topic, long count, TimeSpan timeout, Action<string> writeError)
{
    private const int MaxRecords = 5_000;
    private const long MaxBytes = 1_000_000;
    private static readonly TimeSpan FollowWait = TimeSpan.FromSeconds(10);

    /// <summary>The records of the plan, as many at once as there are.</summary>
    public async IAsyncEnumerable<IReadOnlyList<StoredRecord>> ReadAsync(
        ReadPlan plan, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var next = plan.Start;
        while (plan.End is null || next < plan.End)
        {
            var result = await ReadOnceAsync(plan, next, cancellationToken);
            if (result.Records.Count > 0)
            {
                yield return plan.End is { } end ? UpTo(end, result.Records) : result.Records;
            }
            else if (plan.End is not null)
            {
                // Before the end that was seen, and yet nothing to read: an open transaction.
                yield break;
            }

            next = result.NextOffset;
        }
    }

    private async Task<ReadResult> ReadOnceAsync(ReadPlan plan, long offset, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadAsync(RequestOf(plan, offset), timeout, cancellationToken);
        }
        catch (KafkaFailureException failure) when (
            offset > plan.Start
            && failure.Failure is { Code: FailureCode.OffsetOutOfRange, EarliestOffset: { } earliest }
            && earliest > offset)
        {
            writeError(
                $"{topic} partition {plan.Partition}: the records {offset} to {earliest - 1} were deleted before they could be read; "
                + $"going on at {earliest}");
            return await reader.ReadAsync(RequestOf(plan, earliest), timeout, cancellationToken);
        }
    }

    private ReadRequest RequestOf(ReadPlan plan, long offset) => new(topic, plan.Partition, ReadPosition.Offset(offset))
    {
        MaxRecords = (int)Math.Min(MaxRecords, count),
        MaxBytes = MaxBytes,
        Wait = plan.End is null ? FollowWait : TimeSpan.Zero,
    };

    private static IReadOnlyList<StoredRecord> UpTo(long end, IReadOnlyList<StoredRecord> records) =>
        records[^1].Offset < end ? records : [.. records.TakeWhile(record => record.Offset < end)];
}
