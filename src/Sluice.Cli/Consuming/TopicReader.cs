// SPDX-License-Identifier: Apache-2.0

using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Sluice.Core.Records;

namespace Sluice.Cli.Consuming;

/// <summary>Reads partitions: one after the other up to their ends, or all at once for ever.</summary>
internal sealed class TopicReader(PartitionReader partitions)
{
    /// <summary>The records; of each partition in order.</summary>
    public async IAsyncEnumerable<IReadOnlyList<StoredRecord>> ReadAsync(
        IReadOnlyList<ReadPlan> plans, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // While a batch is printed the next is read; the channel's bound is what is held in memory.
        var channel = Channel.CreateBounded<IReadOnlyList<StoredRecord>>(1);
        using var abandoned = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = FillAsync(plans, channel.Writer, abandoned.Token);
        try
        {
            await foreach (var records in channel.Reader.ReadAllAsync(cancellationToken))
            {
                yield return records;
            }
        }
        finally
        {
            await abandoned.CancelAsync();
            await reading;
        }
    }

    private async Task FillAsync(
        IReadOnlyList<ReadPlan> plans, ChannelWriter<IReadOnlyList<StoredRecord>> output, CancellationToken cancellationToken)
    {
        try
        {
            if (plans.All(plan => plan.End is not null))
            {
                foreach (var plan in plans)
                {
                    await CopyAsync(plan, output, cancellationToken);
                }
            }
            else
            {
                await Parallel.ForEachAsync(
                    plans,
                    new ParallelOptions { MaxDegreeOfParallelism = plans.Count, CancellationToken = cancellationToken },
                    async (plan, token) => await CopyAsync(plan, output, token));
            }

            output.Complete();
        }
        catch (Exception failure)
        {
            // Whoever reads the channel gets it.
            output.Complete(failure);
        }
    }

    private async Task CopyAsync(ReadPlan plan, ChannelWriter<IReadOnlyList<StoredRecord>> output, CancellationToken cancellationToken)
    {
        await foreach (var records in partitions.ReadAsync(plan, cancellationToken))
        {
            await output.WriteAsync(records, cancellationToken);
        }
    }
}
