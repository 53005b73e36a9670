// SPDX-License-Identifier: Apache-2.0

using CsCheck;
using Sluice.Core.Groups;

namespace Sluice.Core.Tests.Groups;

public sealed class PartitionProgressTests
{
    private readonly PartitionProgress _progress = new(CommitPolicy.OnPass);

    [Fact]
    public void Due_ShouldBeTheWatermark_WhenRecordsPassOutOfOrder()
    {
        Begin(null, 0, 1, 2, 3);

        _progress.Pass(1);
        _progress.Pass(3);
        _progress.Due.ShouldBeNull();
        _progress.FindWait().ShouldBe("offset 0 has not passed yet");

        _progress.Pass(0);
        _progress.Due.ShouldBe(2);

        _progress.Pass(2);
        _progress.Due.ShouldBe(4);
    }

    [Fact]
    public void Due_ShouldStopForGood_BeforeARecordThatFailed()
    {
        Begin(null, 0, 1, 2);

        _progress.Fail(1);
        _progress.Pass(0);
        _progress.Pass(1);
        _progress.Pass(2);

        _progress.Due.ShouldBe(1);
        _progress.OnCommitted(1);
        _progress.Due.ShouldBeNull();
        _progress.FindWait().ShouldBe("offset 1 has failed");
    }

    [Fact]
    public void Due_ShouldBeBehindTheLastRecordThatMetTheCondition()
    {
        var progress = new PartitionProgress(CommitPolicy.When(_ => true));
        progress.BeginAssignment(null);
        foreach (var offset in new[] { 0L, 1, 2, 3 })
        {
            progress.TryGive(offset, isTrigger: offset is 1).ShouldBeTrue();
            progress.Pass(offset);
        }

        progress.Due.ShouldBe(2);
        progress.OnCommitted(2);
        progress.FindWait().ShouldBe("no record has met the condition since");
    }

    [Fact]
    public void Record_ShouldBeLeftOut_WhenItComesAgain()
    {
        Begin(null, 0, 1, 2);
        _progress.Pass(0);
        _progress.EndAssignment();

        _progress.BeginAssignment(1);

        _progress.TryGive(1, isTrigger: true).ShouldBeFalse();
        _progress.TryGive(2, isTrigger: true).ShouldBeFalse();
        _progress.TryGive(3, isTrigger: true).ShouldBeTrue();
        _progress.Repeated.ShouldBe(2);
    }

    [Fact]
    public void Record_ShouldStillPass_WhenItsPartitionWentAndCameBack()
    {
        Begin(null, 0, 1, 2);
        _progress.EndAssignment();
        _progress.Pass(1);
        _progress.Due.ShouldBeNull();

        _progress.BeginAssignment(null);
        foreach (var offset in new[] { 0L, 1, 2 })
        {
            _progress.TryGive(offset, isTrigger: true).ShouldBeFalse();
        }

        _progress.Pass(0);
        _progress.Due.ShouldBe(2);
    }

    [Fact]
    public void Commit_ShouldNeverGoBack_WhenOthersWentOnMeanwhile()
    {
        Begin(null, 0, 1, 2);
        _progress.EndAssignment();

        _progress.BeginAssignment(20);
        _progress.TryGive(20, isTrigger: true).ShouldBeTrue();
        _progress.Pass(0);
        _progress.Pass(1);
        _progress.Pass(2);

        _progress.Due.ShouldBeNull();
        _progress.Pass(20);
        _progress.Due.ShouldBe(21);
    }

    [Fact]
    public void Record_ShouldBeGiven_WhenTheGroupIsResetToWhatOthersHadRead()
    {
        Begin(null, 0, 1);
        _progress.EndAssignment();
        Begin(10, 10, 11);
        _progress.EndAssignment();

        _progress.BeginAssignment(0);

        Enumerable.Range(0, 13).Where(offset => _progress.TryGive(offset, isTrigger: true)).ShouldBe([2, 3, 4, 5, 6, 7, 8, 9, 12]);
    }

    [Fact]
    public void Record_ShouldNotCountAsPassed_WhenTheGroupIsSetBackToIt()
    {
        Begin(null, 5);
        _progress.EndAssignment();
        Begin(10, 10);
        _progress.EndAssignment();

        _progress.BeginAssignment(5);
        _progress.TryGive(5, isTrigger: true).ShouldBeFalse();

        _progress.Due.ShouldBeNull();
        _progress.Pass(5);
        _progress.Due.ShouldBe(6);
    }

    /// <summary>Whatever happens in whatever order: a record is given once, and what is due has passed.</summary>
    [Fact]
    public void Progress_ShouldKeepItsPromises_Always() =>
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 40]).Array[0, 120].Sample(
            steps =>
            {
                var progress = new PartitionProgress(CommitPolicy.OnPass);
                var everGiven = new HashSet<long>();
                var came = new List<long>();
                var passed = new HashSet<long>();
                var failed = new HashSet<long>();
                long next = 0;
                long? committed = null;
                foreach (var (step, number) in steps)
                {
                    switch (step)
                    {
                        case 0:
                            progress.EndAssignment();
                            break;
                        case 1:
                            committed = number;
                            progress.BeginAssignment(committed);
                            next = number % 3 == 2 ? number + 1 : number;
                            came.Clear();
                            break;
                        case 2 or 3 when progress.IsAssigned:
                            if (progress.TryGive(next, isTrigger: true))
                            {
                                everGiven.Add(next).ShouldBeTrue();
                            }
                            else
                            {
                                everGiven.ShouldContain(next);
                            }

                            came.Add(next);

                            // Every third offset is a marker.
                            next += next % 3 == 1 ? 2 : 1;
                            break;
                        case 4 when everGiven.Contains(number):
                            progress.Pass(number);
                            if (!failed.Contains(number))
                            {
                                passed.Add(number);
                            }

                            break;
                        case 5 when everGiven.Contains(number) && !passed.Contains(number):
                            progress.Fail(number);
                            failed.Add(number);
                            break;
                    }

                    if (progress.Due is { } due)
                    {
                        due.ShouldBeGreaterThan(committed ?? -1);
                        came.Where(offset => offset < due).ShouldAllBe(offset => passed.Contains(offset));
                        progress.OnCommitted(due);
                        committed = due;
                    }
                }
            },
            iter: 20_000);

    private void Begin(long? committed, params long[] offsets)
    {
        _progress.BeginAssignment(committed);
        foreach (var offset in offsets)
        {
            _progress.TryGive(offset, isTrigger: true).ShouldBeTrue();
        }
    }
}
