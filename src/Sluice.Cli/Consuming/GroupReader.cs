// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Sluice.Cli.Output;
using Sluice.Core;
using Sluice.Core.Errors;
using Sluice.Core.Groups;

namespace Sluice.Cli.Consuming;

/// <summary>Reads as a member of a group: records go to the output, and what happens to the member to the standard error.</summary>
internal sealed class GroupReader(Terminal terminal, KafkaCluster kafka, GroupConsumerOptions options, TimeSpan patience)
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    public async Task ReadAsync(RecordPrinter printer, CancellationToken cancellationToken)
    {
        var member = kafka.JoinGroup(options);
        var telling = TellAsync(member);

        // Nobody may be reading what is printed.
        using var grace = new CancellationTokenSource();
        await using var end = cancellationToken.Register(() => grace.CancelAfter(Grace));
        try
        {
            await AwaitAssignmentAsync(member, cancellationToken);
            await foreach (var record in member.ReadAsync(cancellationToken))
            {
                // Before the next one is asked for, which lets this one pass; what is printed must not stay behind when Ctrl-C comes here.
                printer.Add(record.Record);
                await printer.FlushAsync(grace.Token).WaitAsync(grace.Token);
                if (printer.IsDone)
                {
                    member.Pass(record);
                    break;
                }
            }
        }
        finally
        {
            var waits = member.GetProgress();
            await member.DisposeAsync();
            await telling;
            TellWhatIsLeft(waits);
        }
    }

    // What closing committed needs no word.
    private void TellWhatIsLeft(IReadOnlyList<GroupProgress> partitions)
    {
        foreach (var partition in partitions.Where(partition => partition is { IsAssigned: true, WaitsFor: not null } && partition.Passed != partition.Next))
        {
            Tell(terminal.Time.GetUtcNow(), $"{partition.Topic}-{partition.Partition} is read up to {partition.Next}: {partition.WaitsFor}");
        }
    }

    private async Task AwaitAssignmentAsync(GroupConsumer member, CancellationToken cancellationToken)
    {
        try
        {
            await member.WaitUntilAssignedAsync(patience, cancellationToken);
        }
        catch (KafkaFailureException e) when (e.Failure.Code == FailureCode.KafkaTimeout)
        {
            // A member that died without a word holds the others up until its session ends.
            terminal.WriteNotice($"sluice: {e.Message} Still waiting.");
        }
    }

    private async Task TellAsync(GroupConsumer member)
    {
        await foreach (var happened in member.ReadEventsAsync(CancellationToken.None))
        {
            var partitions = happened.Partitions.Count == 0 ? "no partition" : string.Join(", ", happened.Partitions);
            Tell(happened.Time, happened.Kind switch
            {
                GroupEventKind.Assigned => $"assigned {partitions}",
                GroupEventKind.Revoked => $"revoked {partitions}",
                GroupEventKind.Lost => $"lost {partitions}",
                GroupEventKind.Committed => $"committed {partitions}",
                GroupEventKind.CommitFailed => $"not committed {partitions}: {happened.Detail}",
                _ => happened.Detail ?? "",
            });
        }
    }

    private void Tell(DateTimeOffset time, string what) =>
        terminal.WriteNotice(string.Create(CultureInfo.InvariantCulture, $"{time.UtcDateTime:HH:mm:ss.fff} {what}"));
}
