// SPDX-License-Identifier: Apache-2.0

using Sluice.Gateway.Http.Memory;
using Sluice.Gateway.Http.Problems;

namespace Sluice.Gateway.Tests.Http.Memory;

public sealed class MemoryBudgetTests
{
    private static readonly Problem Exhausted = new(ErrorCatalogue.Overloaded, "no memory");
    private static readonly Problem ShareExhausted = new(ErrorCatalogue.TooManyRequests, "no memory for this caller");

    [Fact]
    public void Budget_ShouldRefuse_WhatIsNotThere_AndGiveWhatCameBack()
    {
        var budget = new MemoryBudget(100, Exhausted);

        budget.TryTake(60).ShouldBeNull();
        budget.TryTake(41).ShouldBe(Exhausted);
        budget.TryTake(40).ShouldBeNull();
        budget.Used.ShouldBe(100);
        budget.Return(60);
        budget.TryTake(long.MaxValue).ShouldBe(Exhausted);
        budget.TryTake(60).ShouldBeNull();
    }

    [Fact]
    public void Share_ShouldBeBounded_ByItselfAndByTheWhole()
    {
        var whole = new MemoryBudget(100, Exhausted);
        var one = new MemoryBudget(50, ShareExhausted, whole);
        var other = new MemoryBudget(60, ShareExhausted, whole);

        one.TryTake(51).ShouldBe(ShareExhausted);
        one.TryTake(50).ShouldBeNull();
        other.TryTake(51).ShouldBe(Exhausted);
        other.Used.ShouldBe(0);
        other.TryTake(50).ShouldBeNull();
        one.Return(50);
        whole.Used.ShouldBe(50);
    }

    [Fact]
    public async Task Budget_ShouldNeverBeOverdrawn_WhenManyTakeAtOnce()
    {
        var budget = new MemoryBudget(1_000, Exhausted);
        var most = 0L;

        await Parallel.ForAsync(0, 8, TestContext.Current.CancellationToken, (worker, _) =>
        {
            for (var i = 0; i < 20_000; i++)
            {
                var bytes = 1 + ((worker * 31 + i) % 400);
                if (budget.TryTake(bytes) is null)
                {
                    InterlockedMax(ref most, budget.Used);
                    budget.Return(bytes);
                }
            }

            return ValueTask.CompletedTask;
        });

        most.ShouldBeInRange(1, 1_000);
        budget.Used.ShouldBe(0);
    }

    private static void InterlockedMax(ref long most, long value)
    {
        var seen = Interlocked.Read(ref most);
        while (value > seen && Interlocked.CompareExchange(ref most, value, seen) is var before && before != seen)
        {
            seen = before;
        }
    }
}
