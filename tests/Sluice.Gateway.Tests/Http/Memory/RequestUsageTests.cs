// SPDX-License-Identifier: Apache-2.0

using Sluice.Gateway.Http.Memory;
using Sluice.Gateway.Http.Problems;
using Sluice.Gateway.Tests.Bodies;

namespace Sluice.Gateway.Tests.Http.Memory;

public sealed class RequestUsageTests
{
    private const long Capacity = 1_000_000;
    private readonly MemoryBudget _budget = new(Capacity, new Problem(ErrorCatalogue.Overloaded, "no memory"));

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
    public void Usage_ShouldNotTakeAgain_WhatIsReserved()
    {
        using var usage = new RequestUsage(_budget);

        usage.Reserve(300_000);
        usage.Hold(300_000);

        _budget.Used.ShouldBe(300_000);
        usage.Hold(1);
        _budget.Used.ShouldBeGreaterThan(300_000);
    }

    [Fact]
    public void Request_ShouldBeTooLarge_WhenItWouldNeverFit()
    {
        using var others = new RequestUsage(_budget);
        others.Hold(Capacity / 2);
        using var usage = new RequestUsage(_budget);

        var problem = Answers.ShouldFail(() => usage.Reserve(Capacity + 1), ErrorCatalogue.RequestTooLarge);

        problem.IsRetryable.ShouldBeFalse();
        problem.Detail.ShouldContain("Limits:MemoryBudget");
        Answers.ShouldFail(() => usage.Reserve(Capacity), ErrorCatalogue.Overloaded).IsRetryable.ShouldBeTrue();
        usage.Hold(Capacity / 2);
    }
}
