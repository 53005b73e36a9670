// SPDX-License-Identifier: Apache-2.0

using Sluice.Soak.Groups;

namespace Sluice.EndToEnd.Tests.Faults;

/// <summary>That the judge of the rebalances would see what it looks for.</summary>
public sealed class DeliveryJudgementTests
{
    private static readonly PrintedRecord[] Printed = [new(0, 0), new(0, 1), new(1, 0), new(0, 1)];

    [Fact]
    public void Judgement_ShouldFindARecordThatNobodyPrinted()
    {
        DeliveryJudgement.FindUnprinted([3, 2], Printed).ShouldBe(["0@2", "1@1"]);
        DeliveryJudgement.FindUnprinted([2, 1, 0], Printed).ShouldBeEmpty();
    }

    [Fact]
    public void Judgement_ShouldFindARecordThatWasPrintedTwice()
    {
        DeliveryJudgement.FindRepeated("one", Printed).ShouldBe(["one: 0@1 2 times"]);
        DeliveryJudgement.FindRepeated("one", Printed[..3]).ShouldBeEmpty();
    }

    [Fact]
    public void Judgement_ShouldFindARecordThatBothPrinted()
    {
        DeliveryJudgement.FindShared("one", Printed, [new(1, 0), new(1, 1)]).ShouldBe(["one: 1@0"]);
        DeliveryJudgement.FindShared("one", Printed, [new(1, 1)]).ShouldBeEmpty();
    }

    [Fact]
    public void Judgement_ShouldFindACommitThatWentBack()
    {
        DeliveryJudgement.FindSetBacks([5, 7], [5, 6]).ShouldBe(["1: from 7 to 6"]);
        DeliveryJudgement.FindSetBacks([5, 7], [6, 7]).ShouldBeEmpty();
    }
}
