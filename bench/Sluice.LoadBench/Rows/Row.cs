// SPDX-License-Identifier: Apache-2.0

using Sluice.LoadBench.Reporting;

namespace Sluice.LoadBench.Rows;

/// <summary>One row of the table of targets.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="What">What is done.</param>
/// <param name="RunAsync">Measures it.</param>
internal sealed record Row(string Name, string What, Func<Bench, CancellationToken, Task<IReadOnlyList<Figure>>> RunAsync)
{
    /// <summary>All rows, in the order in which they are run.</summary>
    public static IReadOnlyList<Row> All { get; } =
    [
        new("write-single", "one record of 100 B a request, 64 connections, one replica", Writes.SingleAsync),
        new("write-batch", "1,000 records of 100 B a request, 8 connections, one and three replicas", Writes.BatchAsync),
        new("read-sequential", "1,000 records of 100 B a request, one reader, and eight on eight partitions", SequentialReads.RunAsync),
        new("read-one", "one record a request: the next, any, and none at the end of the log", SingleReads.RunAsync),
        new("long-poll", "from the acknowledged write to the waiting reader's answer, 1,000 polls parked", LongPolls.RunAsync),
        new("start", "start on the embedded cluster, and memory when idle", Starts.RunAsync),
    ];
}
