// SPDX-License-Identifier: Apache-2.0

using Sluice.Soak.Reporting;

namespace Sluice.Soak.Load;

/// <summary>Compares what the gateway said of each record with what the topic holds.</summary>
internal static class WriteJudgement
{
    public static void Add(ScenarioReport report, IReadOnlyList<SentRecord> sent, StoredLog log)
    {
        var acknowledged = sent.Where(record => record.Outcome == Outcome.Acknowledged).ToArray();
        report.Note("records sent", sent.Count);
        report.AtLeast("acknowledged", acknowledged.Length, 1);
        report.Note("failed, certainly not written", sent.Count(record => record.Outcome == Outcome.NotWritten));
        report.Note("failed, outcome unknown", sent.Count(record => record.Outcome == Outcome.Unknown));
        report.None("acknowledged and not there", [.. acknowledged.Where(record => !log.Places[record.Value].Any()).Select(record => record.Value)]);
        report.None(
            "acknowledged and elsewhere than told",
            [.. acknowledged.Where(record => log.Places[record.Value].Any(place => place != (record.Partition, record.Offset))).Select(record => record.Value)]);
        report.None("there more than once", [.. log.Places.Where(places => places.Count() > 1).Select(places => places.Key)]);
        report.None(
            "said to be not written, and there",
            [.. sent.Where(record => record.Outcome == Outcome.NotWritten && log.Places[record.Value].Any()).Select(record => record.Value)]);
        report.None("acknowledged out of their key's order", [.. OutOfOrder(acknowledged)]);
    }

    private static IEnumerable<string> OutOfOrder(IEnumerable<SentRecord> acknowledged) => acknowledged
        .GroupBy(record => record.Key)
        .SelectMany(key =>
        {
            var inOrder = key.OrderBy(record => record.Number).ToArray();
            return inOrder.Zip(inOrder.Skip(1)).Where(pair => pair.Second.Offset <= pair.First.Offset).Select(pair => pair.Second.Value);
        });
}
