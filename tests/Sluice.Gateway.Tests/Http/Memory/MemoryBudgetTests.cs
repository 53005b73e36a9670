// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Time.Testing;
using Sluice.Gateway.Http.Memory;
using Sluice.Gateway.Http.Problems;

namespace Sluice.Gateway.Tests.Http.Memory;

public sealed class MemoryBudgetTests
{
    private static readonly Problem Exhausted = new(ErrorCatalogue.Overloaded, "no memory");
    private static readonly Problem ShareExhausted = new(ErrorCatalogue.TooManyRequests, "no memory for this caller");

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

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

    [Fact]
    public void Line_ShouldNotKeepBack_WhoHasBegun()
    {
        var budget = Budget(100);
        budget.TryTake(90).ShouldBeNull();
        var waits = budget.TakeAsync(50, Second, Cancellation).AsTask();

        budget.TryTake(10).ShouldBeNull();

        waits.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Line_ShouldEnd_WhenPatienceDoes_AndLetTheNextIn()
    {
        var budget = Budget(100);
        budget.TryTake(90).ShouldBeNull();
        var large = budget.TakeAsync(80, Second, Cancellation).AsTask();
        var small = budget.TakeAsync(10, 2 * Second, Cancellation).AsTask();

        _time.Advance(Second);

        (await large).ShouldBe(Exhausted);
        (await small).ShouldBeNull();
        (await budget.TakeAsync(1, TimeSpan.Zero, Cancellation)).ShouldBe(Exhausted);
        budget.Used.ShouldBe(100);
    }

    [Fact]
    public async Task Line_OfAShare_ShouldKeepNobodyElseOut()
    {
        var whole = Budget(100);
        var one = new MemoryBudget(50, ShareExhausted, whole, _time);
        var other = new MemoryBudget(50, ShareExhausted, whole, _time);
        one.TryTake(50).ShouldBeNull();
        var waits = one.TakeAsync(30, Second, Cancellation).AsTask();

        (await other.TakeAsync(40, Second, Cancellation)).ShouldBeNull();
        _time.Advance(Second);

        (await waits).ShouldBe(ShareExhausted);
        one.Used.ShouldBe(50);
        whole.Used.ShouldBe(90);
    }

    [Fact]
    public async Task Share_ShouldWaitForTheWhole_NoLongerThanInAll()
    {
        var whole = Budget(100);
        var one = new MemoryBudget(80, ShareExhausted, whole, _time);
        whole.TryTake(50).ShouldBeNull();
        one.TryTake(50).ShouldBeNull();
        var waits = one.TakeAsync(60, Second, Cancellation).AsTask();
        _time.Advance(Second / 2);
        one.Return(30);

        _time.Advance(Second / 2);

        (await waits).ShouldBe(Exhausted);
        one.Used.ShouldBe(20);
        whole.Used.ShouldBe(70);
        one.Return(20);
        whole.Return(50);
        (await one.TakeAsync(80, Second, Cancellation)).ShouldBeNull();
    }

    private MemoryBudget Budget(long capacity) => new(capacity, Exhausted, time: _time);

    private static void InterlockedMax(ref long most, long value)
    {
        var seen = Interlocked.Read(ref most);
        while (value > seen && Interlocked.CompareExchange(ref most, value, seen) is var before && before != seen)
        {
            seen = before;
        }
    }
}
