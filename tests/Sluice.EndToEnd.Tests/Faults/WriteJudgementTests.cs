// SPDX-License-Identifier: Apache-2.0

using Sluice.Soak.Load;
using Sluice.Soak.Reporting;

namespace Sluice.EndToEnd.Tests.Faults;

/// <summary>That the judge of the fault tests would see what it looks for.</summary>
public sealed class WriteJudgementTests
{
    [Fact]
    public void Judgement_ShouldHold_WhenTheLogIsAsTold() => Broken(
        [Acknowledged(1, offset: 0), Acknowledged(2, offset: 2), Failed(3, Outcome.Unknown), Failed(4, Outcome.Unknown), Failed(5, Outcome.NotWritten)],
        (1, 0),
        (4, 1),
        (2, 2)).ShouldBeEmpty();

    [Fact]
    public void Judgement_ShouldFindALostRecord() => Broken([Acknowledged(1, offset: 0)]).ShouldBe(["acknowledged and not there"]);

    [Fact]
    public void Judgement_ShouldFindARecordElsewhere() =>
        Broken([Acknowledged(1, offset: 0)], (1, 5)).ShouldBe(["acknowledged and elsewhere than told"]);

    [Fact]
    public void Judgement_ShouldFindARepeatedRecord() =>
        Broken([Acknowledged(1, offset: 0), Failed(2, Outcome.Unknown)], (1, 0), (2, 1), (2, 2)).ShouldBe(["there more than once"]);

    [Fact]
    public void Judgement_ShouldFindARecordSaidToBeNotWritten() =>
        Broken([Acknowledged(1, offset: 0), Failed(2, Outcome.NotWritten)], (1, 0), (2, 1)).ShouldBe(["said to be not written, and there"]);

    [Fact]
    public void Judgement_ShouldFindAWrongOrder() =>
        Broken([Acknowledged(1, offset: 1), Acknowledged(2, offset: 0)], (1, 1), (2, 0)).ShouldBe(["acknowledged out of their key's order"]);

    [Fact]
    public void Judgement_ShouldNotHold_WhenNothingWasAcknowledged() => Broken([Failed(1, Outcome.Unknown)]).ShouldBe(["acknowledged"]);

    private static SentRecord Acknowledged(int number, long offset) => new("key", number, Outcome.Acknowledged, 0, offset);

    private static SentRecord Failed(int number, Outcome outcome) => new("key", number, outcome, -1, -1);

    private static IEnumerable<string> Broken(SentRecord[] sent, params (int Number, long Offset)[] stored)
    {
        var report = new ScenarioReport("judged");
        WriteJudgement.Add(report, sent, new StoredLog(stored.ToLookup(record => SentRecord.ValueOf("key", record.Number), record => (0, record.Offset))));
        return report.Measures.Where(measure => !measure.Holds).Select(measure => measure.What);
    }
}
