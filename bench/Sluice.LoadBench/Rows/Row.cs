// SPDX-License-Identifier: Apache-2.0

using Sluice.LoadBench.Reporting;

namespace Sluice.LoadBench.Rows;

/// <summary>One row of the table of targets.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="What">What is done.</param>
/// <param name="RunAsync">Measures it.</param>
internal sealed record Row(string Name, string What, Func<Bench, CancellationToken, Task<Findings>> RunAsync)
{
    /// <summary>The most that a row may take.</summary>
    public static readonly TimeSpan MaxTime = TimeSpan.FromMinutes(30);

    /// <summary>All rows, in the order in which they are run.</summary>
    public static IReadOnlyList<Row> All { get; } =
    [
        new("write-single", "one record of 100 B a request, 64 connections, one replica", Writes.SingleAsync),
        new("write-batch", "1,000 records of 100 B a request, 8 connections, one and three replicas", Writes.BatchAsync),
        new("read-sequential", "1,000 records of 100 B a request, one reader, and eight on eight partitions", SequentialReads.RunAsync),
        new("read-one", "one record a request: the next, any, and none at the end of the log", SingleReads.RunAsync),
        new("write-parked", "the single writes again, beside 1,000 parked polls", ParkedWrites.RunAsync),
        new("write-encrypted", "the single writes again, over TLS 1.3 with a token", EncryptedWrites.RunAsync),
        new("followers", "200 clients follow the partition that is written to", Followers.RunAsync),
        new("long-poll", "from the acknowledged write to the waiting reader's answer, 1,000 polls parked", LongPolls.RunAsync),
        new("memory", "resident memory: idle, with idle connections, with 256 writers", Footprints.RunAsync),
        new("start", "start of the published program on the embedded cluster", Starts.RunAsync),
        new("growth-connections", "single writes, 1 to 4,000 connections", WriteGrowth.ConnectionsAsync),
        new("growth-size", "writes of one record, 10 B to 5 MB", WriteGrowth.SizesAsync),
        new("growth-records", "writes of 1 to 10,000 records a request", WriteGrowth.RecordsAsync),
        new("growth-polls", "single writes beside 0 to 5,000 parked polls", WriteGrowth.ParkedAsync),
        new("growth-partitions", "metadata and writes of topics with 1 to 2,000 partitions", MetadataGrowth.PartitionsAsync),
        new("growth-topics", "the list of 1 to 5,000 topics, and one of them", MetadataGrowth.TopicsAsync),
    ];
}
