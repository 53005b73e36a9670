// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Soak.Groups;

/// <summary>Compares what members of a group printed with what was written and committed; each finding names a record. Offsets have no gaps.</summary>
internal static class DeliveryJudgement
{
    /// <summary>Records that nobody printed, of those before the partitions' ends.</summary>
    public static string[] FindUnprinted(IReadOnlyList<long> ends, IEnumerable<PrintedRecord> printed)
    {
        var seen = printed.ToHashSet();
        return
        [
            .. from partition in Enumerable.Range(0, ends.Count)
               from offset in Enumerable.Range(0, (int)ends[partition])
               where !seen.Contains(new PrintedRecord(partition, offset))
               select $"{partition}@{offset}",
        ];
    }

    /// <summary>Records that one process printed more than once.</summary>
    public static string[] FindRepeated(string process, IEnumerable<PrintedRecord> printed) =>
    [
        .. from record in printed
           group record by record into same
           where same.Count() > 1
           select $"{process}: {same.Key.Partition}@{same.Key.Offset} {same.Count()} times",
    ];

    /// <summary>Records that both have printed.</summary>
    public static string[] FindShared(string process, IEnumerable<PrintedRecord> printed, IEnumerable<PrintedRecord> byOthers) =>
        [.. printed.Intersect(byOthers).Select(record => $"{process}: {record.Partition}@{record.Offset}")];

    /// <summary>How far the commits went back; empty if they did not.</summary>
    public static string[] FindSetBacks(IReadOnlyList<long> before, IReadOnlyList<long> after) =>
    [
        .. from partition in Enumerable.Range(0, before.Count)
           where after[partition] < before[partition]
           select $"{partition}: from {before[partition]} to {after[partition]}",
    ];
}
