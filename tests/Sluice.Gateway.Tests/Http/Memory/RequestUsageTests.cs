// SPDX-License-Identifier: Apache-2.0

using Sluice.Gateway.Http.Memory;
using Sluice.Gateway.Http.Problems;
using Sluice.Gateway.Tests.Bodies;

namespace Sluice.Gateway.Tests.Http.Memory;

public sealed class RequestUsageTests
{
    private const long Capacity = 1_000_000;
    private readonly MemoryBudget _budget = new(Capacity, new Problem(ErrorCatalogue.Overloaded, "no memory"));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Usage_ShouldHoldUntilItsEnd()
    {
        using (var usage = new RequestUsage(_budget))
        {
            usage.Hold(400_000);
            usage.Hold(100_000);

            _budget.Used.ShouldBeInRange(500_000, 600_000);
        }

        _budget.Used.ShouldBe(0);
    }

    [Fact]
    public void Usage_ShouldHoldNothingMore_AfterItsEnd()
    {
        var usage = new RequestUsage(_budget);
        usage.Dispose();

        usage.TryHold(1).ShouldNotBeNull();
        _budget.Used.ShouldBe(0);
    }

    [Fact]
    public void Usage_ShouldHoldTheLastBytes_WhenNoWholeStepIsLeft()
    {
        using var others = new RequestUsage(_budget);
        others.Hold(Capacity - 10);
        using var usage = new RequestUsage(_budget);

        usage.Hold(10);

        _budget.Used.ShouldBe(Capacity);
        usage.TryHold(1).ShouldNotBeNull().Code.ShouldBe(ErrorCatalogue.Overloaded);
    }

    [Fact]
    public async Task Usage_ShouldNotTakeAgain_WhatIsReserved()
    {
        using var usage = new RequestUsage(_budget);

        await usage.ReserveAsync(300_000, Cancellation);
        usage.Hold(300_000);

        _budget.Used.ShouldBe(300_000);
        usage.Hold(1);
        _budget.Used.ShouldBeGreaterThan(300_000);
    }

    [Fact]
    public async Task Usage_ShouldGiveBack_WhatIsReservedAndNotHeld()
    {
        using var usage = new RequestUsage(_budget);
        await usage.ReserveAsync(300_000, Cancellation);
        usage.Hold(100_000);

        usage.ReturnUnused();

        _budget.Used.ShouldBe(100_000);
        usage.Hold(Capacity - 100_000);
        _budget.Used.ShouldBe(Capacity);
    }

    [Fact]
    public async Task Usage_ShouldWait_AsLongAsItHasPatience()
    {
        var others = new RequestUsage(_budget);
        others.Hold(Capacity);
        using var usage = new RequestUsage(_budget) { Patience = TimeSpan.FromMinutes(1) };
        var waits = usage.ReserveAsync(Capacity, Cancellation).AsTask();
        using var hasty = new RequestUsage(_budget);
        await Answers.ShouldFailAsync(() => hasty.ReserveAsync(1, Cancellation).AsTask(), ErrorCatalogue.Overloaded);
        waits.IsCompleted.ShouldBeFalse();

        others.Dispose();
        await waits;

        _budget.Used.ShouldBe(Capacity);
    }

    [Fact]
    public async Task Request_ShouldBeTooLarge_WhenItWouldNeverFit()
    {
        using var others = new RequestUsage(_budget);
        others.Hold(Capacity / 2);
        using var usage = new RequestUsage(_budget) { Patience = TimeSpan.FromMinutes(1) };

        // At once, since waiting would not help.
        var problem = await Answers.ShouldFailAsync(() => usage.ReserveAsync(Capacity + 1, Cancellation).AsTask(), ErrorCatalogue.RequestTooLarge);

        problem.IsRetryable.ShouldBeFalse();
        problem.Detail.ShouldContain("Limits:MemoryBudget");
        usage.Hold(Capacity / 2);
    }
}
